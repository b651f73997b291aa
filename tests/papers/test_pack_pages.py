import pytest
from django.urls import reverse

from papers.models import PackBuild, PackOpening, PaperRead
from papers.models.packs import latest
from papers.workflow.packing import ask_for_pack, publish_supplement
from tests.factories import BEFORE, a_meeting
from tests.packs import a_tabled_paper, published_pack, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(meeting, clerk):
    return [a_tabled_paper(meeting, str(number), f"Paper {number}", by=clerk) for number in (5, 6)]


@pytest.fixture
def exempt(meeting, clerk):
    """A paper with words that only those inside may read."""
    text = "## 1 Prices\n\n1.1 The contractor [[Canary and Sons]] asks £9.\n"
    return a_tabled_paper(meeting, "7", "Contract", text, by=clerk)


def at(name, record):
    return reverse(f"papers:{name}", args=["borsetshire", record.pk])


def words(response):
    return response.content.decode()


def test_everybody_reads_the_published_pack(client, papers, meeting, clerk):
    build = published_pack(meeting, clerk)

    page = client.get(at("pack_detail", meeting))
    served = client.get(at("pack_pdf", meeting), follow=True)

    assert "Pack, edition 1" in words(page)
    assert "Mark all as read" not in words(page)
    assert served.content == bytes(build.document.content)


@pytest.fixture
def full(exempt, meeting, clerk):
    """The full version of a published pack."""
    published_pack(meeting, clerk)
    return latest(meeting, "full")


def test_full_version_is_for_those_inside_only(client, full, meeting, primary_head, stranger):
    addresses = [at("pack_full_pdf", meeting), at("build_pdf", full)]
    guessed = reverse("decisions:document", args=["borsetshire", full.document_id])

    for address in addresses:
        assert client.get(address).status_code == 302
    assert client.get(guessed).status_code == 404
    client.force_login(stranger)
    for address in addresses:
        assert client.get(address).status_code == 404
    client.force_login(primary_head)
    for address in addresses:
        served = client.get(address)
        assert served.content == bytes(full.document.content)
        assert served["Cache-Control"] == "private, no-store"
    assert client.get(guessed).status_code == 404


def test_public_is_not_told_of_the_full_version(client, papers, exempt, meeting, clerk):
    published_pack(meeting, clerk)

    assert "ull version" not in words(client.get(at("pack_detail", meeting)))


def test_clerk_asks_for_a_draft_and_sees_how_far_it_is(client, papers, meeting, clerk):
    client.force_login(clerk)

    asked = client.post(at("pack_build", meeting), follow=True)
    progress = client.get(at("pack_progress", meeting))
    work()
    done = client.get(at("pack_progress", meeting), headers={"If-None-Match": progress["ETag"]})

    assert "It waits for its turn" in words(asked)
    assert "Waiting" in words(progress)
    assert done.status_code == 200
    assert "Read the draft (PDF)" in words(done)


def test_progress_that_did_not_change_is_not_sent_again(client, papers, meeting, clerk):
    client.force_login(clerk)
    client.post(at("pack_build", meeting))
    progress = client.get(at("pack_progress", meeting))

    again = client.get(at("pack_progress", meeting), headers={"If-None-Match": progress["ETag"]})

    assert again.status_code == 304


def test_draft_is_for_those_who_work_here(client, papers, meeting, clerk, primary_head):
    ask_for_pack(meeting, by=clerk, on=BEFORE)
    work()

    client.force_login(primary_head)
    assert client.get(at("pack_pdf", meeting)).status_code == 404
    assert "Draft pack" not in words(client.get(at("pack_detail", meeting)))
    client.force_login(clerk)
    assert client.get(at("pack_pdf", meeting)).content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["pack_build", "supplement_publish"])
def test_only_the_clerk_of_the_forum_has_packs_made(
    client, papers, meeting, officer, stranger, name
):
    client.force_login(officer)
    assert client.post(at(name, meeting)).status_code == 403
    client.force_login(stranger)
    assert client.post(at(name, meeting)).status_code == 404
    assert PackBuild.objects.count() == 0


@pytest.mark.parametrize("name", ["pack_build", "supplement_publish", "pack_mark_read"])
def test_looking_has_nothing_made(client, papers, meeting, clerk, name):
    client.force_login(clerk)

    assert client.get(at(name, meeting)).status_code == 405
    assert PackBuild.objects.count() == PaperRead.objects.count() == 0


def test_refused_supplement_shows_the_reason(client, papers, meeting, clerk):
    published_pack(meeting, clerk)
    client.force_login(clerk)

    refused = client.post(at("supplement_publish", meeting))

    assert refused.status_code == 409
    assert "table the late paper first" in words(refused)


def test_clerk_publishes_a_supplement_with_what_is_new(client, papers, meeting, clerk):
    published_pack(meeting, clerk)
    a_tabled_paper(meeting, "7A", "Late paper", by=clerk)
    client.force_login(clerk)

    before = words(client.get(at("pack_detail", meeting)))
    client.post(at("supplement_publish", meeting))
    work()
    after = words(client.get(at("pack_detail", meeting)))

    assert "Item 7A: Late paper" in before
    assert "Supplement S1 (PDF)" in after
    assert "Pack, edition 2" in after


def test_what_changed_since_an_edition_is_on_a_page(client, papers, meeting, clerk):
    published_pack(meeting, clerk)
    a_tabled_paper(meeting, "7A", "Late paper", by=clerk)
    publish_supplement(meeting, by=clerk, on=BEFORE)
    work()

    page = client.get(at("pack_changes", meeting), {"since": "1"})

    assert "What changed since edition 1 of the pack" in words(page)
    assert "Item 7A: Late paper" in words(page)
    for unknown in ("", "9", "d1", "x", "1" * 30):
        assert client.get(at("pack_changes", meeting), {"since": unknown}).status_code == 404


def test_member_opens_the_pack_and_is_counted_once(client, papers, meeting, clerk, primary_head):
    build = published_pack(meeting, clerk)
    client.force_login(primary_head)

    for _ in range(2):
        opened = client.post(at("build_open", build), follow=True)

    assert opened.content == bytes(build.document.content)
    assert PackOpening.objects.count() == 1
    client.force_login(clerk)
    page = words(client.get(at("pack_detail", meeting)))
    assert "1 member has opened the pack" in page
    assert primary_head.name not in page


def test_member_marks_a_paper_as_read(client, papers, meeting, clerk, primary_head):
    published_pack(meeting, clerk)
    client.force_login(primary_head)
    paper = papers[0]

    before = words(client.get(paper.get_absolute_url()))
    client.post(at("paper_mark_read", paper))
    after = words(client.get(paper.get_absolute_url()))

    assert "Mark as read" in before
    assert "You marked it as read on" in after
    assert PaperRead.objects.get().read_by == primary_head


def test_opening_a_page_marks_nothing_as_read(client, papers, meeting, clerk, primary_head):
    published_pack(meeting, clerk)
    client.force_login(primary_head)

    for address in (
        papers[0].get_absolute_url(),
        at("pack_detail", meeting),
        at("pack_pdf", meeting),
    ):
        client.get(address)

    assert PaperRead.objects.count() == PackOpening.objects.count() == 0


def test_agenda_and_home_say_what_is_to_read(client, papers, meeting, clerk, primary_head):
    published_pack(meeting, clerk)
    coming = a_meeting(meeting.forum, held_on=meeting.held_on.replace(year=2099))
    a_tabled_paper(coming, "8", "Paper 8", by=clerk)
    a_tabled_paper(coming, "9", "Paper 9", by=clerk)
    published_pack(coming, clerk)
    client.force_login(primary_head)

    home = words(client.get("/"))
    client.post(at("pack_mark_read", coming))

    assert "2 papers to read for 15 January" in home
    assert "to read for" not in words(client.get("/"))
    assert "Read</strong>" in words(client.get(coming.get_absolute_url()))


@pytest.mark.parametrize("many", [1, 3])
def test_pack_page_asks_the_database_as_often_for_more_papers(
    client, meeting, clerk, primary_head, many, django_assert_max_num_queries
):
    for number in range(many):
        a_tabled_paper(meeting, str(number + 5), f"Paper {number}", by=clerk)
    published_pack(meeting, clerk)
    client.force_login(primary_head)

    with django_assert_max_num_queries(18):
        client.get(at("pack_detail", meeting))
