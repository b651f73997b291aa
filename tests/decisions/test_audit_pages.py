import subprocess
import sys

import pytest
from django.urls import reverse

from decisions.models import ExecutiveDecision
from decisions.views import audit as audit_views
from forum import audit
from forum.models import AuditEntry
from forum.rules.checkpoints import read_checkpoints
from tests.factories import MEETING_DAY, a_matter, a_meeting
from tests.middlesbrough import middlesbrough

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


def url(forum, name="audit_trail"):
    return reverse(f"decisions:{name}", args=[forum.slug])


def entries(client, forum, **asked):
    return [row.entry.seq for row in client.get(url(forum), asked).context["rows"]]


def test_trail_is_read_newest_first_with_what_was_hashed(client, story):
    client.force_login(story.auditor)

    page = client.get(url(story.forum))

    first = page.context["rows"][0].entry
    assert first == AuditEntry.objects.filter(forum=story.forum).order_by("seq").last()
    text = page.content.decode()
    assert first.hash in text
    assert "&quot;format&quot;:&quot;tabled-trail/v1&quot;" in text


def test_trail_names_nobody(client, story):
    client.force_login(story.auditor)

    text = client.get(url(story.forum)).content.decode().partition("<main")[2]

    assert str(story.clerk.pk)[:8] in text
    assert story.clerk.name not in text


def test_trail_is_read_by_event_and_by_matter(client, story):
    client.force_login(story.auditor)
    of_matter = set(
        AuditEntry.objects.filter(matter=story.matter.pk).values_list("seq", flat=True)
    )

    by_event = client.get(url(story.forum), {"event": "source-settled"}).context["rows"]

    assert [row.label for row in by_event] == ["Funding source settled"]
    assert set(entries(client, story.forum, matter=str(story.matter.pk))) == of_matter


@pytest.mark.parametrize("asked", [{"event": "no-such"}, {"matter": "no-uuid"}])
def test_choice_outside_the_list_is_an_error_beside_the_field(client, story, asked):
    client.force_login(story.auditor)

    page = client.get(url(story.forum), asked)

    assert page.status_code == 200
    assert "Choose one of the options in the list" in page.content.decode()


def test_trail_goes_on_on_further_pages(client, forum, auditor, monkeypatch):
    monkeypatch.setattr(audit_views, "ON_A_PAGE", 2)
    for number in range(3):
        audit.record("event", f"Entry {number}", forum=forum, by=None, on=MEETING_DAY)
    client.force_login(auditor)

    assert [entries(client, forum, page=page) for page in (1, 2)] == [[3, 2], [1]]


def test_trail_is_for_those_who_work_on_the_record(client, forum, auditor, primary_head, stranger):
    codes = [client.get(url(forum)).status_code]
    for person in (primary_head, stranger, auditor):
        client.force_login(person)
        codes.append(client.get(url(forum)).status_code)

    assert codes == [302, 403, 404, 200]


@pytest.mark.parametrize("count", [1, 3])
def test_trail_takes_the_same_queries_for_any_number_of_entries(
    client, forum, auditor, count, django_assert_max_num_queries
):
    for number in range(count):
        audit.record("event", f"Entry {number}", forum=forum, by=None, on=MEETING_DAY)
    client.force_login(auditor)

    with django_assert_max_num_queries(11):
        assert len(entries(client, forum)) == count


def test_checkpoint_is_what_verify_trail_reads(client, story):
    client.force_login(story.auditor)

    response = client.get(url(story.forum, "audit_checkpoint"))

    (checkpoint,) = read_checkpoints(response.content.decode())
    head = audit.trail_head(story.forum)
    assert (checkpoint.forum, checkpoint.seq, checkpoint.hash) == (
        str(story.forum.pk),
        head.seq,
        head.hash,
    )
    assert response["Content-Disposition"] == 'attachment; filename="borsetshire-checkpoint.txt"'


def test_checkpoint_is_for_those_who_work_on_the_record(client, forum, primary_head, stranger):
    codes = []
    for person in (primary_head, stranger):
        client.force_login(person)
        codes.append(client.get(url(forum, "audit_checkpoint")).status_code)

    assert codes == [403, 404]


def test_trail_taken_away_is_intact_to_the_verifier_taken_away(client, story, tmp_path):
    client.force_login(story.auditor)
    trail, program = tmp_path / "trail.jsonl", tmp_path / "verify_trail.py"
    trail.write_bytes(b"".join(client.get(url(story.forum, "audit_taken"))))
    program.write_bytes(client.get(url(story.forum, "audit_verifier")).content)

    command = [sys.executable, "-I", "-S", str(program), str(trail)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    head = audit.trail_head(story.forum)
    assert done.returncode == 0
    assert f"Forum {story.forum.pk}: {head.seq} entries" in done.stdout
    assert "Nothing was altered." in done.stdout


@pytest.mark.parametrize("name", ["audit_taken", "audit_verifier"])
def test_trail_is_taken_away_by_those_who_work_on_the_record(
    client, forum, auditor, primary_head, stranger, name
):
    codes = [client.get(url(forum, name)).status_code]
    for person in (primary_head, stranger, auditor):
        client.force_login(person)
        codes.append(client.get(url(forum, name)).status_code)

    assert codes == [302, 403, 404, 200]


# Executive decisions


@pytest.fixture
def executive(forum):
    """Not reported to a meeting yet; the record states no day."""
    return ExecutiveDecision.objects.create(
        forum=forum,
        matter=a_matter(forum),
        reference="23/00113",
        title="Families First pathfinder",
        decided_by_post="Cabinet Member for Children",
        text="Agree to enter into agreements.",
    )


def test_executive_decision_is_read_without_a_meeting_or_vote(client, executive, officer):
    client.force_login(officer)

    text = client.get(
        reverse("decisions:executive_detail", args=[executive.forum.slug, executive.pk])
    ).content.decode()

    for words in ("Cabinet Member for Children", "23/00113", "not stated", "not yet"):
        assert words in text


def test_executive_decision_is_public_once_reported(client, executive, clerk, stranger):
    address = reverse("decisions:executive_detail", args=[executive.forum.slug, executive.pk])
    other = stranger.role_grants.get().forum
    before = client.get(address).status_code
    meeting = a_meeting(
        executive.forum,
        agenda_published_at=executive.recorded_at,
        agenda_published_by=clerk,
        agenda_published_on=MEETING_DAY,
    )
    executive.reported_to = meeting
    executive.save()

    elsewhere = reverse("decisions:executive_detail", args=[other.slug, executive.pk])
    codes = [before, client.get(address).status_code, client.get(elsewhere).status_code]
    assert codes == [404, 200, 404]
