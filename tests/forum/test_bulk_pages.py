"""Members and schools from a file: every row is shown, then all are entered, or nothing is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forum.choices import Group, Phase, SeatKind
from forum.models import Appointment, AuditEntry, Person, School, Seat
from forum.rules.ruling import Refused
from forum.workflow.roll import RollEntry, enter_roll
from tests.asking import address
from tests.factories import BEFORE, a_constitution, a_member, a_person, a_school

pytestmark = pytest.mark.django_db
HEADINGS = "seat,group,kind,name,email,post,school,from,until,phase,tie"
HEAD = "Head 1,Maintained primary schools,Headteacher,Ann Lee,ann@oak.example,Head,Oak,1/9/2025,,"
VACANT = "Governor 1,Maintained primary schools,Governor,,,,,,,"
SCHOOL_HEADINGS = "school,phase,counts as,type,opened,became academy,closed"


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def oak(forum):
    return a_school(forum, name="Oak")


def text(*rows):
    return "\n".join((HEADINGS, *rows))


def words(answer):
    return " ".join(answer.content.decode().split())


def check(client, forum, *rows, **more):
    return client.post(address("forum:members_bulk", forum), {"text": text(*rows), **more})


def test_every_row_is_shown_and_nothing_is_entered(as_clerk, forum, oak):
    page = words(check(as_clerk, forum, HEAD, VACANT))

    assert "2 rows without a mistake: 2 seats to add, 1 member to appoint" in page
    assert "Adds the seat and appoints" in page
    assert "The seat is entered as vacant." in page
    assert (Seat.objects.count(), Appointment.objects.count()) == (0, 0)
    assert not Person.objects.filter(email="ann@oak.example").exists()


def test_all_rows_are_entered_with_a_sentence_each(as_clerk, forum, oak):
    answer = as_clerk.post(
        address("forum:members_bulk", forum),
        {"text": text(HEAD, VACANT), "enter": "yes"},
        follow=True,
    )

    assert "Entered: 2 seats and 1 member." in words(answer)
    ann = Appointment.objects.get()
    assert (ann.person.name, ann.seat.kind, ann.school) == ("Ann Lee", "headteacher", oak)
    assert not ann.person.has_usable_password()
    assert AuditEntry.objects.count() == 3


def test_row_with_a_mistake_enters_nothing(as_clerk, forum, oak):
    bad = HEAD.replace("Oak", "Elm").replace("1/9/2025", "31/2/2025")

    page = words(check(as_clerk, forum, bad, VACANT, enter="yes"))

    assert "1 of 2 rows has something wrong" in page
    assert "No school of this name is entered" in page
    assert "“31/2/2025” is no day" in page
    assert "31/2/2025" in page.split("<textarea")[-1]
    assert not Seat.objects.exists()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (HEAD.replace("Maintained primary", "Maintained secondary"), "maintained secondary"),
        ("Held,Maintained primary schools,Headteacher,A,a@b.example,,,1/9/2025,,", "already"),
        (
            "Union,Other non-schools members,,A,a@b.example,,,1/9/2025,,,executive member",
            "they cannot be a non-schools member",
        ),
        (HEAD + ",,beyond", "More cells than headings: beyond"),
        (HEAD + ",Friend", "“Friend” is not known: use one of None, Councillor"),
        (VACANT + "Primary", "Only an academies seat has a phase"),
    ],
)
def test_row_is_judged_by_the_rules_of_an_appointment(as_clerk, forum, oak, row, says):
    held = a_member(forum).appointments.get().seat
    Seat.objects.filter(pk=held.pk).update(name="Held")

    page = words(check(as_clerk, forum, row))

    assert "Nothing can be entered yet" in page
    assert says in page.split("<tbody")[1].split("</tbody>")[0]


def test_limit_of_one_school_counts_the_rows_before(as_clerk, forum, oak):
    a_constitution(forum, max_members_per_institution=1)
    second = HEAD.replace("Head 1", "Head 2").replace("ann@", "ben@")

    page = words(check(as_clerk, forum, HEAD, second))

    assert "1 of 2 rows has something wrong" in page
    assert "1 from this school already; the constitution allows 1." in page


def test_known_address_is_the_person_and_is_shown_as_such(as_clerk, forum, oak):
    known = a_person("Ann Elder", email="ann@oak.example")

    page = words(check(as_clerk, forum, HEAD))
    check(as_clerk, forum, HEAD, enter="yes")

    assert "This address is known already, recorded as Ann Elder." in page
    assert Appointment.objects.get().person == known
    assert Person.objects.filter(email__iexact="ann@oak.example").count() == 1


def test_file_entered_twice_enters_nothing_more(as_clerk, forum, oak):
    check(as_clerk, forum, HEAD, VACANT, enter="yes")

    page = words(check(as_clerk, forum, HEAD, VACANT))
    check(as_clerk, forum, HEAD, VACANT, enter="yes")

    assert "Everything in it is entered already." in page
    assert (Seat.objects.count(), Appointment.objects.count()) == (2, 1)


def test_formula_stays_text(as_clerk, forum, oak):
    page = words(check(as_clerk, forum, HEAD.replace("Ann Lee", "=1+1<b>")))

    assert "=1+1&lt;b&gt;" in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("members.xlsx", b"PK\x03\x04", "Save the spreadsheet as CSV"),
        ("members.csv", b"PK\x03\x04", "Save the spreadsheet as CSV"),
        ("members.csv", b"  ", "The file is empty"),
        ("members.csv", b"", "The file is empty"),
        ("members.csv", b"x" * 500_001, "larger than 500 KB"),
    ],
    ids=["workbook", "workbook in disguise", "blank", "empty", "large"],
)
def test_file_that_is_no_csv_says_what_to_do(as_clerk, forum, name, content, says):
    sent = {"file": SimpleUploadedFile(name, content)}

    answer = as_clerk.post(address("forum:members_bulk", forum), sent)

    assert answer.status_code == 200
    assert says in words(answer)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_file_of_any_spreadsheet_is_read(as_clerk, forum, oak, encoding):
    content = text(HEAD.replace("Ann Lee", "Ána Lée")).encode(encoding)
    sent = {"file": SimpleUploadedFile("members.csv", content)}

    page = words(as_clerk.post(address("forum:members_bulk", forum), sent))

    assert "1 row without a mistake" in page
    assert "Ána Lée" in page


def test_nothing_sent_asks_for_a_file(as_clerk, forum):
    assert "Choose a file, or paste the rows" in words(
        as_clerk.post(address("forum:members_bulk", forum))
    )


def test_example_is_read_without_a_mistake(as_clerk, forum):
    example = as_clerk.get(address("forum:members_example", forum))

    sent = {"text": example.content.decode("utf-8-sig")}
    page = words(as_clerk.post(address("forum:members_bulk", forum), sent))

    assert example["Content-Type"].startswith("text/csv")
    assert "4 rows without a mistake: 4 seats to add, 3 members to appoint" in page


@pytest.mark.parametrize("many", [1, 3])
def test_preview_takes_the_same_queries_for_any_number(
    as_clerk, forum, oak, many, django_assert_num_queries
):
    rows = [HEAD.replace("Head 1", f"Head {n}").replace("ann@", f"a{n}@") for n in range(many)]

    with django_assert_num_queries(10):
        check(as_clerk, forum, *rows)


def test_refusal_in_the_middle_enters_nothing_at_all(forum, clerk):
    seats = [
        Seat(forum=forum, name="Head 1", group=Group.MAINTAINED_PRIMARY, kind=SeatKind.OTHER),
        Seat(forum=forum, name="Union", group=Group.NON_SCHOOLS, phase=Phase.PRIMARY),
    ]

    with pytest.raises(Refused):
        enter_roll(forum, [RollEntry(seat) for seat in seats], by=clerk, on=BEFORE)

    assert not Seat.objects.exists()
    assert not AuditEntry.objects.exists()


def test_schools_are_shown_then_entered(as_clerk, forum, oak):
    rows = f"{SCHOOL_HEADINGS}\nOak,Primary,,Maintained,,,\nElm,Middle,Primary,Academy,,1/9/2014,"
    url = address("forum:schools_bulk", forum)

    page = words(as_clerk.post(url, {"text": rows}))
    done = words(as_clerk.post(url, {"text": rows, "enter": "yes"}, follow=True))

    assert "1 school to add" in page
    assert "Entered already, and left as it is" in page
    assert "Entered: 1 school." in done
    assert School.objects.get(name="Elm").group_on(BEFORE) == Group.ACADEMY_MAINSTREAM


def test_school_with_a_mistake_enters_nothing(as_clerk, forum):
    rows = f"{SCHOOL_HEADINGS}\nElm,Middle,,Academy,,,\nOak,Primary,,Maintained,,,"

    page = words(
        as_clerk.post(address("forum:schools_bulk", forum), {"text": rows, "enter": "yes"})
    )

    assert "counts as primary or secondary" in page
    assert not School.objects.exists()


def test_example_of_schools_is_read_without_a_mistake(as_clerk, forum):
    example = as_clerk.get(address("forum:schools_example", forum))

    sent = {"text": example.content.decode("utf-8-sig")}
    page = words(as_clerk.post(address("forum:schools_bulk", forum), sent))

    assert "4 rows without a mistake: 4 schools to add" in page


@pytest.mark.parametrize("name", ["members_bulk", "schools_bulk", "members_example"])
@pytest.mark.parametrize(("who", "status"), [("primary_head", 403), ("stranger", 404)])
def test_only_the_clerk_enters_from_a_file(client, forum, request, name, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(address(f"forum:{name}", forum)).status_code == status
