"""The units of schools: pasted or from a file, seen row by row, entered all or not at all."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forum.models import PupilCount
from papers.models import SchoolFactor
from tests.asking import address
from tests.schedules import some_schools, some_units

pytestmark = pytest.mark.django_db
YEAR = {"financial_year": "2026-27", "is_estimate": "yes"}


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def place(forum):
    some_schools(forum, 2)
    return address("papers:units_enter", forum)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_rows_are_shown_before_anything_is_entered(as_officer, place):
    rows = "school,AWPU,EAL3\nPrimary 1,412,63.5\nPrimary 2,208,"

    shown = words(as_officer.post(place, YEAR | {"text": rows}))
    nothing = SchoolFactor.objects.count()
    answer = as_officer.post(place, YEAR | {"text": rows, "enter": "yes"})

    assert "2 schools without a mistake, for 2026-27, an estimate" in shown
    assert "<strong>620</strong>" in shown
    assert nothing == 0
    assert answer["Location"] == f"{place}?year=2026-27"
    assert set(SchoolFactor.objects.values_list("factor", "is_estimate")) == {
        ("AWPU", True),
        ("EAL 3", True),
    }
    assert "AWPU" in words(as_officer.get(answer["Location"]))


def test_one_wrong_row_keeps_all_of_them_out(as_officer, place):
    rows = "school,AWPU\nPrimary 1,412\nPrimary 9,208"

    shown = words(as_officer.post(place, YEAR | {"text": rows, "enter": "yes"}))

    assert "1 of 2 rows has something wrong" in shown
    assert "No school of this name is entered" in shown
    assert "Primary 9,208" in shown
    assert not SchoolFactor.objects.exists()


def test_a_file_is_read_like_a_paste(as_officer, place):
    file = SimpleUploadedFile("units.csv", b"school;AWPU\r\nPrimary 1;412")

    shown = words(as_officer.post(place, YEAR | {"file": file}))

    assert "1 school without a mistake" in shown


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a file, or paste the rows"),
        ({"text": "x", "financial_year": "next"}, "Enter the financial year as two years"),
        ({"text": "school\nPrimary 1"}, "There is no column of units"),
        ({"text": "school,AWPU\nPrimary 1,1", "is_estimate": "perhaps"}, "Choose one of"),
    ],
)
def test_bad_input_says_what_to_do(as_officer, place, sent, sentence):
    answer = as_officer.post(place, YEAR | sent)

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert not SchoolFactor.objects.exists()


def test_a_sheet_to_fill_in_names_the_maintained_schools(as_officer, forum, place):
    answer = as_officer.get(address("papers:units_example", forum), {"year": "2026-27"})

    assert answer.content.decode("utf-8-sig").splitlines() == [
        "school,AWPU,FSM,EAL 3",
        "Primary 1,,,",
        "Primary 2,,,",
    ]


def test_pupil_numbers_are_taken_as_units(as_officer, forum, place):
    for school, pupils in zip(forum.school_set.all(), (412, 208), strict=True):
        PupilCount.objects.create(
            forum=forum, school=school, financial_year="2026-27", pupils=pupils
        )

    offered = words(as_officer.get(place, {"year": "2026-27"}))
    as_officer.post(address("papers:units_from_pupils", forum), {"year": "2026-27"})

    assert "Pupil numbers of 2 schools are entered for 2026-27" in offered
    assert list(SchoolFactor.objects.values_list("units", flat=True)) == [
        Decimal(412), Decimal(208),
    ]  # fmt: skip
    assert "Take them as units" not in words(as_officer.get(place, {"year": "2026-27"}))


def test_strangers_and_auditors_enter_no_units(client, place, stranger, auditor):
    client.force_login(stranger)
    assert client.get(place).status_code == 404
    client.force_login(auditor)
    assert client.post(place, YEAR | {"text": "school,AWPU\nPrimary 1,1"}).status_code == 403

    assert not SchoolFactor.objects.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_often_for_three_factors_as_for_one(
    as_officer, forum, officer, place, many, django_assert_max_num_queries
):
    schools = list(forum.school_set.all())
    for factor in ("FSM", "EAL 3", "Place")[:many]:
        some_units(schools, factor, 10, 20, by=officer, year="2026-27")

    with django_assert_max_num_queries(8):
        as_officer.get(place, {"year": "2026-27"})
