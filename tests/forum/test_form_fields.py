"""Form fields: what they read, what they keep, and the sentence for each mistake."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from forum.forms.base import GovukForm, GovukFormSet
from forum.forms.fields import DayField, ExactDecimalField, FinancialYearField, PoundsField

ODD_NUMBERS = ["NaN", "Infinity", "-Infinity", "1e5", "1E+99", "0x10", "1_000", "9" * 400, "½"]
ANY_TEXT = st.text() | st.sampled_from(ODD_NUMBERS)


class MeetingForm(GovukForm):
    held_on = DayField(label="Date of the meeting")
    ends_on = DayField(label="When does it end?", required=False)
    rate = ExactDecimalField(label="Unit rate", required=False)
    place = forms.CharField(label="Place", max_length=5, required=False)
    chair = forms.ChoiceField(label="DSG chair", choices=[("", "Choose"), ("a", "A")])
    votes = forms.IntegerField(label="Votes", max_value=9, required=False)
    mail = forms.EmailField(label="E-mail", required=False)
    agreed = forms.BooleanField(label="I agree")
    why = forms.CharField(label="Why now?")
    note = forms.CharField(label="Note", error_messages={"required": "Write a note"})
    title = forms.CharField(label="Title")

    messages = {"title": "Enter the title of the meeting", "place": {"max_length": "Too long"}}


def day(text):
    return dict(zip(("x_day", "x_month", "x_year"), text.split("/"), strict=True))


def mistake(field, data):
    form = type("Form", (GovukForm,), {"x": field})(data)
    return form.errors["x"][0]


def read(field, data):
    form = type("Form", (GovukForm,), {"x": field})(data)
    assert form.is_valid(), form.errors
    return form.cleaned_data["x"]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("89604", "89604.00"), ("£89,604", "89604.00"), (" 30,352.50 ", "30352.50"), ("0", "0.00")],
)
def test_pounds_are_read_as_people_write_them(typed, amount):
    assert read(PoundsField(), {"x": typed}) == Decimal(amount)


@pytest.mark.parametrize("typed", [*ODD_NUMBERS, "-1", "1.234", "ten", "£", "\0"])
def test_pounds_that_are_no_amount_are_refused_with_a_sentence(typed):
    assert mistake(PoundsField(), {"x": typed}).startswith("Enter an amount")


def test_pounds_left_empty():
    assert mistake(PoundsField(), {}) == "Enter the x"
    assert read(PoundsField(required=False), {"x": " "}) is None


def test_pounds_start_as_they_are_written():
    assert PoundsField().prepare_value(Decimal("89604.00")) == "89,604"
    assert PoundsField().prepare_value("about 5") == "about 5"


@pytest.mark.parametrize("typed", ["5.00", "5", "36.960000", "0.000001"])
def test_exact_decimal_keeps_its_printed_places(typed):
    assert str(read(ExactDecimalField(), {"x": typed})) == typed


@pytest.mark.parametrize("typed", [*ODD_NUMBERS, "-1", "1.2345678", "ten"])
def test_exact_decimal_refuses_what_is_no_plain_number(typed):
    assert mistake(ExactDecimalField(), {"x": typed}).startswith("Enter a number")


def test_exact_decimal_with_other_places_has_changed():
    field = ExactDecimalField()

    assert field.has_changed(Decimal("5.00"), "5")
    assert not field.has_changed(Decimal("5.00"), "5.00")
    assert not field.has_changed(None, "")


@pytest.mark.parametrize("typed", ["2026-27", " 2026-27 ", "2026/27", "2026–27", "2026-2027"])
def test_financial_year_is_kept_in_one_form(typed):
    assert read(FinancialYearField(), {"x": typed}) == "2026-27"


@pytest.mark.parametrize(
    "typed", ["2026", "2026-28", "2026-2028", "26-27", "٢٠٢٦-٢٧", "x", "2-3-4"]
)
def test_financial_year_that_is_none_is_refused(typed):
    words = "Enter the financial year as two years, like 2026-27"

    assert mistake(FinancialYearField(), {"x": typed}) == words


@pytest.mark.parametrize("typed", ["4/7/2018", "04/07/2018", " 4 /July/ 2018", "4/jul/2018"])
def test_day_is_read_with_the_month_as_number_or_name(typed):
    assert read(DayField(), day(typed)) == date(2018, 7, 4)


@pytest.mark.parametrize(
    ("typed", "sentence", "parts"),
    [
        (
            "31/2/2019",
            "31 February 2019 is not a real date: check the day and month",
            ("day", "month"),
        ),
        (
            "29/2/2019",
            "29 February 2019 is not a real date: check the day and year",
            ("day", "year"),
        ),
        ("4//2018", "Held 50% must include a month", ("month",)),
        ("/7/", "Held 50% must include a day and a year", ("day", "year")),
        ("32/7/2018", "Enter the day as a number from 1 to 31", ("day",)),
        ("x/7/2018", "Enter the day as a number from 1 to 31", ("day",)),
        ("4/13/2018", "Enter the month as a number from 1 to 12, or its name", ("month",)),
        ("4/ju/2018", "Enter the month as a number from 1 to 12, or its name", ("month",)),
        ("4/7/18", "Enter the year as a number from 1900 to 2199", ("year",)),
        ("4/7/99999999999", "Enter the year as a number from 1900 to 2199", ("year",)),
    ],
)
def test_day_that_is_none_says_what_to_check_and_marks_the_boxes(typed, sentence, parts):
    form = type("Form", (GovukForm,), {"x": DayField(label="Held 50%")})(day(typed))

    assert form.errors["x"] == [sentence]
    assert form.errors["x"].as_data()[0].params["parts"] == parts


def test_day_left_empty():
    assert mistake(DayField(label="Date of the meeting"), {}) == "Enter the date of the meeting"
    assert read(DayField(required=False), day("//")) is None


def test_day_of_a_question_is_called_the_date():
    assert MeetingForm({"ends_on_day": "4"}).errors["ends_on"] == [
        "The date must include a month and a year"
    ]


def test_unchanged_day_has_not_changed():
    form = MeetingForm(day("4/7/2018"), initial={"held_on": date(2018, 7, 4)}, prefix=None)

    assert form.fields["held_on"].has_changed(date(2018, 7, 4), ["4", "7", "2018"]) is False


@given(st.sampled_from([PoundsField, ExactDecimalField, FinancialYearField]), ANY_TEXT)
def test_any_text_is_a_value_or_a_sentence(kind, text):
    with suppress(ValidationError):
        assert kind(required=False).clean(text) in (None, "") or text.strip()


@given(st.lists(ANY_TEXT, min_size=3, max_size=3))
def test_any_three_texts_are_a_day_or_a_sentence(texts):
    with suppress(ValidationError):
        assert DayField(required=False).clean(texts) is None or all(texts)


def test_sentences_say_what_to_do_and_can_be_given():
    sent = {"place": "Brimham", "votes": "10", "mail": "x", "chair": "z"}

    assert {name: texts[0] for name, texts in MeetingForm(sent).errors.items()} == {
        "held_on": "Enter the date of the meeting",
        "place": "Too long",
        "chair": "Choose one of the options in the list",
        "votes": "Votes must be 9 or less",
        "mail": "Enter an email address in the right format, like name@example.org",
        "agreed": "Tick “I agree” to go on",
        "why": "Answer “Why now?”",
        "note": "Write a note",
        "title": "Enter the title of the meeting",
    }
    assert MeetingForm({}).errors["chair"] == ["Select the DSG chair"]


def test_rows_are_called_by_name_when_they_are_removed():
    rows = type("Rows", (GovukFormSet,), {"row_name": "Rate line"})
    formset = forms.formset_factory(MeetingForm, formset=rows, can_delete=True)()

    assert formset.forms[0].fields["DELETE"].label == "Remove this rate line"
