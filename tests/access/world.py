"""Two forums that hold the same story, with everybody who could ask for anything in them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Model
from django.test import Client
from django.utils import timezone

from decisions import models as deciding
from decisions.search import rebuild
from demo.story import tell
from forum import models as sitting
from forum.choices import DocumentKind, FileKind, Group, Role
from forum.models import Meeting
from forum.models.document import FULL
from papers import models as asking
from papers.choices import BuildState, PackVersion
from tests.access.twins import Twins, copy_forum
from tests.every_record import EveryRecord, record_models
from tests.factories import a_matter, a_meeting, a_member, a_person, a_role, an_item

FULL_PACK, UPLOADED = b"%PDF zqinsidefullpack", b"zqworksuploaded"
"""Bytes that are not public, with words that are looked for."""
OTHER_MEMBER = "Maintained primary headteacher 1"
OF_THE_DRAFT = {
    sitting.RoleProposal,
    asking.Schedule,
    asking.ScheduleLine,
    deciding.Minutes,
    deciding.MinuteItem,
    deciding.Outcome,
    deciding.Action,
    deciding.ExternalStep,
    deciding.ExecutiveDecision,
    deciding.Condition,
}
"""Made anew, for the draft and the planned meeting, although the story holds others."""


@dataclass(frozen=True)
class World:
    """The story, its twin, the records to ask for, and the people who ask."""

    forum: sitting.Forum
    twins: Twins
    hidden: Mapping[type[Model], Model]
    """Of each kind of record one that the public may not see, where there is any such."""
    shown: Mapping[type[Model], Model]
    """Of each kind one that everybody may see, where there is any such."""
    elsewhere: Mapping[str, Mapping[type[Model], Model]]
    """For some addresses, by name, records other than those."""
    cast: Mapping[str, sitting.Person | None]

    def records(self, name: str, state: str) -> Mapping[type[Model], Model]:
        """The records that an address is asked for, hidden or shown."""
        found = self.hidden if state == "hidden" else self.shown
        return {**found, **self.elsewhere.get(name, {})}

    def client(self, who: str) -> Client:
        """A browser in which this one of the cast is signed in."""
        client = Client(raise_request_exception=False)
        person = self.cast[who]
        if person is not None:
            client.force_login(person)
        if who.startswith("half"):
            session = client.session
            del session["account_authentication_methods"]
            session.save()
        return client


def make_world() -> World:
    """Tell the story, add one of what it does not hold, and copy it all; guards are down."""
    today = timezone.localdate()
    teller = tell(today)
    forum = teller.forum
    hidden = _of_every_kind(forum, _unpublished(forum, today))
    cast = _cast(forum, teller.people)
    twins = copy_forum(forum, "ambridge", "Ambridge Schools Forum")
    for each in (forum, twins.forum):
        rebuild(each)
    shown = hidden | _published(forum)
    return World(forum, twins, hidden, shown, _elsewhere(forum), cast)


def _cast(forum, people):
    today = timezone.localdate()
    over = a_member(forum, Group.MAINTAINED_PRIMARY, name="Old Member")
    over.appointments.update(until_on=today - timedelta(days=1))
    gone = a_role(forum, Role.CLERK, "Gone Clerk")
    gone.is_active = False
    gone.save()
    site = a_person("Sue Site", is_site_administrator=True)
    return {
        "anonymous": None,
        "nobody": a_person("Norah Nobody"),
        "member": people["Peter Lamb"],
        "member of another phase": people["Imran Qureshi"],
        "officer": people["finance"],
        "clerk": people["clerk"],
        "chair": people["Fiona Drummond"],
        "auditor": people["auditor"],
        "administrator": people["administrator"],
        "site administrator": site,
        "ended term": over,
        "disabled": gone,
        "half a clerk": people["clerk"],
        "half a chair": people["Fiona Drummond"],
    }


def _unpublished(forum, today):
    """What is being worked on: a planned meeting, a draft, a ballot that is open."""
    meeting = a_meeting(forum, today + timedelta(days=100))
    drafts = forum.paper_set.filter(tabled_at=None, recommendations__options__isnull=False)
    paper = drafts.filter(clearance_requests=None).first()
    recommendation = paper.recommendations.filter(options__isnull=False).first()
    question = forum.question_set.filter(placement__meeting__held_on=today).first()
    return {
        sitting.Forum: forum,
        sitting.Person: forum.appointment_set.get(seat__name=OTHER_MEMBER).person,
        sitting.Meeting: meeting,
        sitting.AgendaItem: an_item(meeting),
        asking.Paper: paper,
        asking.Matter: a_matter(forum, "Not public yet"),
        asking.PaperVersion: paper.versions.last(),
        asking.Recommendation: recommendation,
        asking.FundingOption: recommendation.options.first(),
        asking.Placement: question.placement,
        asking.Question: question,
        deciding.Ballot: forum.ballot_set.filter(agenda_item__meeting__held_on=today).last(),
    }


def _of_every_kind(forum, chosen):
    """One of each kind: the one that was chosen, else the newest, else one that is made."""
    every = EveryRecord()
    every.rows |= chosen
    every.rows[sitting.Invitation] = every.make(sitting.Invitation, forum=forum)
    every.rows[sitting.StoredFile] = _file(every)
    every.rows[asking.Appendix] = every.make(
        asking.Appendix,
        file=every[sitting.StoredFile],
        is_exempt=True,
        exempt_reason="Commercial",
        exempt_approved_by_post="Monitoring officer",
    )
    named = {"kind": "title", "value": {"title": "A title that was read"}}
    every.rows[asking.Proposal] = every.make(asking.Proposal, **named)
    _full_pack(every)
    for model in record_models():
        if model not in every.rows and model not in OF_THE_DRAFT:
            newest = _newest(model, forum)
            every.rows |= {model: newest} if newest else {}
    for model in record_models():
        every[model]
    return {model: model._base_manager.get(pk=row.pk) for model, row in every.rows.items()}


def _file(every):
    content = UPLOADED
    sha256 = hashlib.sha256(content).hexdigest()
    made = {"kind": FileKind.PNG, "content_type": "image/png"}
    return every.make(sitting.StoredFile, content=content, sha256=sha256, size=15, **made)


def _full_pack(every):
    """A pack with what is exempt, published to those inside."""
    meeting = every[sitting.Forum].packbuild_set.exclude(document=None).last().meeting
    content = FULL_PACK
    document = every.make(
        sitting.PublishedDocument,
        kind=DocumentKind.PACK,
        period=FULL,
        about=meeting.pk,
        edition=9,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    made = {"version": PackVersion.FULL, "edition": 9, "state": BuildState.MADE}
    every.rows[sitting.PublishedDocument] = document
    every.rows[asking.PackBuild] = every.make(
        asking.PackBuild, meeting=meeting, document=document, **made
    )


def _newest(model, forum):
    fields = {field.name for field in model._meta.concrete_fields}
    rows = model._base_manager.order_by("recorded_at" if "recorded_at" in fields else "pk")
    return rows.filter(forum=forum).last() if "forum" in fields else rows.last()


def _elsewhere(forum):
    """What some addresses need of a record, and the chosen one does not have."""
    full = forum.publisheddocument_set.filter(period=FULL, kind=DocumentKind.DRAFT_MINUTES)
    packed = {sitting.Meeting: forum.packbuild_set.exclude(document=None).last().meeting}
    return {
        "papers:pack_full_pdf": packed,
        "papers:pack_pdf": packed,
        "decisions:minutes_full": {sitting.Meeting: Meeting.objects.get(pk=full.last().about)},
    }


def _published(forum):
    """What everybody may read: a meeting with agreed minutes, and what was decided there."""
    minutes = forum.minutes_set.filter(agreed_at__isnull=False).last()
    meeting = minutes.meeting
    paper = forum.paper_set.filter(agenda_item__meeting=meeting, tabled_at__isnull=False).first()
    outcome = forum.outcome_set.filter(question__placement__meeting=meeting).first()
    found = {
        sitting.Meeting: meeting,
        asking.Paper: paper,
        asking.Matter: paper.matter,
        asking.PaperVersion: paper.versions.last(),
        asking.Recommendation: paper.recommendations.first(),
        deciding.Ballot: forum.ballot_set.filter(agenda_item__meeting=meeting).first(),
        deciding.Outcome: outcome,
        deciding.Action: forum.action_set.filter(meeting=meeting).first(),
        deciding.ExecutiveDecision: forum.executivedecision_set.first(),
        sitting.PublishedDocument: sitting.PublishedDocument.objects.for_everybody()
        .filter(forum=forum)
        .first(),
    }
    return {model: row for model, row in found.items() if row is not None}
