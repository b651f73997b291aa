"""One way to write each value, and everything else is sent back with a sentence."""

import hashlib
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

import pytest

from decisions.models import Outcome, Vote
from decisions.records.values import read, written
from forum.models import Forum, Meeting, Person, StoredFile
from papers.models import Appendix, FundingOption, RateLine

ID = "2c11a2d8-3b0e-4f0e-9a55-2a4f4c1f6c61"
CONTENT = {"base64": "JVBERg==", "sha256": hashlib.sha256(b"%PDF").hexdigest()}


def field(model, name):
    return model._meta.get_field(name)


WAYS = [
    pytest.param(field(Outcome, "amount_agreed"), Decimal("89604.00"), 8960400, id="pence"),
    pytest.param(field(RateLine, "unit_rate"), Decimal("5.00"), "5.00", id="rate"),
    pytest.param(field(Vote, "number"), Decimal("-0.5000"), "-0.5000", id="number"),
    pytest.param(field(Meeting, "id"), UUID(ID), ID, id="identity"),
    pytest.param(field(Outcome, "question"), UUID(ID), ID, id="parent"),
    pytest.param(
        field(Meeting, "opened_at"),
        datetime(2026, 1, 15, 16, 30, tzinfo=UTC),
        "2026-01-15T16:30:00.000000Z",
        id="moment",
    ),
    pytest.param(field(Meeting, "held_on"), date(2026, 1, 15), "2026-01-15", id="day"),
    pytest.param(field(Meeting, "starts_at_time"), time(16, 30), "16:30:00", id="time"),
    pytest.param(field(Forum, "is_demo"), True, True, id="truth"),
    pytest.param(field(FundingOption, "position"), 3, 3, id="whole number"),
    pytest.param(field(FundingOption, "source"), "one_off", "one_off", id="word of a list"),
    pytest.param(field(Outcome, "resolution"), "£5\nagreed", "£5\nagreed", id="text"),
    pytest.param(field(Person, "email"), "clerk@hall", "clerk@hall", id="address of long ago"),
    pytest.param(field(Appendix, "tables"), [{"b": 1}], [{"b": 1}], id="json"),
    pytest.param(field(StoredFile, "content"), b"%PDF", CONTENT, id="bytes"),
]
WRONG = [
    pytest.param(field(Outcome, "amount_agreed"), 89604.5, "whole number", id="pounds"),
    pytest.param(field(Outcome, "amount_agreed"), True, "whole number", id="truth as amount"),
    pytest.param(field(RateLine, "unit_rate"), 5.0, "quotation marks", id="rate as number"),
    pytest.param(field(RateLine, "unit_rate"), "5e3", "quotation marks", id="exponent"),
    pytest.param(field(RateLine, "unit_rate"), "1" * 18 + ".123456", "24 fit", id="long rate"),
    pytest.param(field(Vote, "number"), "0.5", "decimal places", id="other places"),
    pytest.param(field(Vote, "number"), "NaN", "decimal places", id="no number"),
    pytest.param(field(Meeting, "id"), "meeting-1", "32 hexadecimal", id="word as identity"),
    pytest.param(field(Meeting, "id"), ID.upper(), "Write the identity as", id="capitals"),
    pytest.param(field(Meeting, "id"), 7, "32 hexadecimal", id="number as identity"),
    pytest.param(field(Meeting, "opened_at"), "2026-01-15T16:30:00Z", "in UTC", id="no fraction"),
    pytest.param(
        field(Meeting, "opened_at"), "2026-02-30T16:30:00.000000Z", "in UTC", id="no such moment"
    ),
    pytest.param(field(Meeting, "held_on"), "20260115", "2026-11-22", id="other day"),
    pytest.param(field(Meeting, "held_on"), "2026-02-30", "2026-11-22", id="no such day"),
    pytest.param(field(Meeting, "starts_at_time"), "16:30", "16:30:00", id="short time"),
    pytest.param(field(Forum, "is_demo"), 1, "true or false", id="number as truth"),
    pytest.param(field(FundingOption, "position"), -1, "from 0 to 32767", id="below nothing"),
    pytest.param(field(FundingOption, "position"), 32768, "from 0 to 32767", id="too many"),
    pytest.param(field(FundingOption, "source"), "dsg", "not in the list", id="no such word"),
    pytest.param(field(Outcome, "resolution"), "a\0b", "NUL", id="nul"),
    pytest.param(field(Outcome, "resolution"), 5, "quotation marks", id="number as text"),
    pytest.param(field(Forum, "slug"), "b" * 61, "no more than 60 fit", id="too long"),
    pytest.param(field(Outcome, "resolution"), "a\ud800", "half character", id="half"),
    pytest.param(field(Forum, "slug"), "a/b", "letters, numbers", id="no address"),
    pytest.param(field(Forum, "colour"), "red;", "valid value", id="no colour"),
    pytest.param(field(Appendix, "tables"), ["\0"], "NUL", id="nul in json"),
    pytest.param(field(Appendix, "tables"), [float("inf")], "not JSON", id="endless in json"),
    pytest.param(field(RateLine, "unit_rate"), "٣", "quotation marks", id="other digits"),
    pytest.param(field(StoredFile, "content"), "JVBERg==", "base64", id="bare bytes"),
    pytest.param(
        field(StoredFile, "content"), {**CONTENT, "base64": "J!"}, "not base64", id="no base64"
    ),
    pytest.param(
        field(StoredFile, "content"), {**CONTENT, "base64": "JVBE"}, "SHA-256", id="other bytes"
    ),
    pytest.param(
        field(StoredFile, "content"), {**CONTENT, "base64": 5}, "not base64", id="number as bytes"
    ),
]


@pytest.mark.parametrize(("place", "value", "json"), WAYS)
def test_what_is_written_is_read_again(place, value, json):
    assert written(place, value) == json
    assert read(place, json) == value
    assert str(read(place, json)) == str(value)


@pytest.mark.parametrize(("place", "json", "sentence"), WRONG)
def test_every_other_way_is_sent_back_with_what_to_do(place, json, sentence):
    with pytest.raises(ValueError, match=sentence):
        read(place, json)
