"""Every field that can hold something about a person: what for, on what basis, how long, who sees.

From this list come docs/personal-data.md and what `manage.py subject_export` writes; a test holds
it against the models, so that no new field is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TASK = "public task"
CONSENT = "consent"
SECURITY = "public task: security"
FOR_GOOD = "for good, as part of the public record"
ACCOUNT = "until the details are erased"
WITH_PAPER = "for good, with the paper"
SETTLED = "as long as the forum settled ({})"
YES, NO, PUBLISHED = "yes", "no", "once published"


@dataclass(frozen=True)
class Held:
    """The personal fields of one table."""

    table: str
    fields: tuple[str, ...]
    what_for: str
    basis: str
    kept: str
    public: str
    whose: tuple[str, ...]
    """By which lookups a row is about a person: by identity, or "=email" and "=name" by words."""

    @property
    def name(self) -> str:
        return self.table.partition(".")[2]


def held(table: str, fields: str, what_for: str, how: tuple[str, str, str], whose: str) -> Held:
    """One line of the list."""
    return Held(table, tuple(fields.split()), what_for, *how, whose=tuple(whose.split()))


RECORD = (TASK, FOR_GOOD, PUBLISHED)
INSIDE = (TASK, FOR_GOOD, NO)
WHO_DID = (TASK, FOR_GOOD, NO)
DRAFT = (TASK, SETTLED.format("drafts"), NO)
SIGN_IN = (SECURITY, ACCOUNT, NO)

PEOPLE = (
    held(
        "forum.person",
        "email name post password last_login is_active",
        "to know who acts, to write to them and to let them in; the name of a member is public",
        (TASK, "name: for good where the record names it; the rest until erased", "name and post"),
        "pk",
    ),
    held("forum.rolegrant", "role", "who holds which job here", WHO_DID, "person"),
    held("forum.roleproposal", "role", "a job proposed by one of two", WHO_DID, "person"),
    held("forum.invitation", "why", "being asked to sign in", SIGN_IN, "person"),
    held("forum.noticechoice", "kind rhythm", "which letters are wanted", SIGN_IN, "person"),
    held("forum.erasure", "recorded_at", "that details were erased", INSIDE, "person"),
    held(
        "forum.outboxmessage",
        "address subject text last_error",
        "letters to people",
        (TASK, SETTLED.format("letters"), NO),
        "person address=email",
    ),
    held(
        "forum.subscription",
        "email word",
        "somebody of the public follows a forum",
        (CONSENT, "until they leave, or two days without their yes", NO),
        "email=email",
    ),
)

MEMBERS = (
    held("forum.appointment", "from_on until_on ended_because", "who sits", RECORD, "person"),
    held("forum.substitution", "from_on until_on", "who stands in", RECORD, "person"),
    held(
        "forum.officeholding",
        "office from_on until_on",
        "who presides",
        RECORD,
        "appointment__person",
    ),
    held("forum.attendance", "presence is_remote", "who was there", RECORD, "appointment__person"),
    held(
        "forum.presenceinterval",
        "came left",
        "whether there was a quorum",
        RECORD,
        "attendance__appointment__person",
    ),
    held("forum.interest", "nature", "interests declared", RECORD, "appointment__person"),
    held("forum.inattendance", "name post", "who else was there", RECORD, "person name=name"),
    held(
        "forum.reply",
        "answer note",
        "who comes to a meeting",
        (TASK, SETTLED.format("replies") + "; the answer for good", NO),
        "given_by appointment__person",
    ),
    held(
        "forum.meeting",
        "presiding agenda_published_by opened_by closed_by cancelled_by",
        "who presided and who acted",
        RECORD,
        "presiding agenda_published_by opened_by closed_by cancelled_by",
    ),
    held("forum.agendaitem", "presenter", "who presents", RECORD, "presenter=name"),
)

WRITING = (
    held(
        "papers.paper",
        "author author_post author_as_printed tabled_by",
        "who answers for a paper",
        (TASK, WITH_PAPER, PUBLISHED),
        "author tabled_by author_as_printed=name",
    ),
    held("papers.paperversion", "saved_by note", "who wrote what", INSIDE, "saved_by"),
    held("papers.workingcopy", "title blocks", "what was typed, not saved", DRAFT, "kept_by"),
    held("papers.papercomment", "text post", "remarks on a draft", INSIDE, "made_by resolved_by"),
    held("papers.intake", "read_by taken_by name", "a Word file read", INSIDE, "read_by taken_by"),
    held("papers.proposal", "declined_why", "what was taken", INSIDE, "accepted_by declined_by"),
    held("papers.clearance", "post note", "who cleared a paper", INSIDE, "cleared_by"),
    held(
        "papers.clearancerequest",
        "post words answer",
        "whose clearance is asked",
        INSIDE,
        "asked_of asked_by answered_by",
    ),
    held("papers.acknowledgement", "reason", "who put a warning aside", INSIDE, "acknowledged_by"),
    held("papers.nildeclaration", "declared_post", "no money needed", RECORD, "declared_by"),
    held("papers.placement", "tabled_by", "who tabled", RECORD, "tabled_by"),
    held(
        "papers.particulars",
        "from_name from_post to_name to_post",
        "from whom to whom a report goes",
        (TASK, WITH_PAPER, PUBLISHED),
        "from_name=name to_name=name",
    ),
    held(
        "papers.contact",
        "name post telephone email",
        "who answers questions on a report",
        (TASK, WITH_PAPER, PUBLISHED),
        "email=email name=name",
    ),
    held("papers.packbuild", "asked_by", "who asked for a pack", INSIDE, "asked_by"),
    held(
        "papers.paperread",
        "seen",
        "what a member marked as read",
        (TASK, SETTLED.format("reading"), "no; only the member sees it"),
        "read_by",
    ),
    held("papers.packopening", "opened_by", "that a full pack was opened", INSIDE, "opened_by"),
    held("papers.fundingoption", "proposer", "who proposed", RECORD, "proposer=name"),
    held("papers.namedsource", "proposer", "who proposed", RECORD, "proposer=name"),
    held("forum.storedfile", "name stored_by", "files attached", RECORD, "stored_by"),
    held("forum.publisheddocument", "published_by", "who published", RECORD, "published_by"),
)

DECIDING = (
    held(
        "decisions.registerentry",
        "holder_name",
        "who could vote, and why",
        RECORD,
        "appointment__person holder_name=name",
    ),
    held("decisions.vote", "choice option_letter", "votes are by name", RECORD, "cast_by"),
    held(
        "decisions.ballot",
        "opened_by closed_by voided_by casting_by void_reason",
        "who ran a ballot",
        RECORD,
        "opened_by closed_by voided_by casting_by",
    ),
    held("decisions.registeroverride", "reason", "who ruled on a voter", RECORD, "ruled_by"),
    held("decisions.typedsofar", "typed", "what was typed, not sent", DRAFT, "typed_by"),
    held("decisions.outcome", "decided_by", "who recorded it", RECORD, "decided_by"),
    held(
        "decisions.minutes",
        "draft_published_by agreed_by signed_by said",
        "who agreed and signed, who was named",
        RECORD,
        "draft_published_by agreed_by signed_by",
    ),
    held("decisions.postminutenote", "text", "notes beside minutes", RECORD, "noted_by"),
    held(
        "decisions.action", "owner_post text evidence", "who owes what", RECORD, "owner closed_by"
    ),
    held("decisions.actionnote", "text", "progress", RECORD, "noted_by"),
    held("forum.returningbusiness", "owner_post", "what comes back", INSIDE, "owner settled_by"),
    held(
        "decisions.executivedecision",
        "decided_by_name decided_by_post",
        "who decided outside a meeting",
        RECORD,
        "decided_by_name=name",
    ),
    held("decisions.happening", "who", "who did what, by the evidence", RECORD, "who=name"),
    held("decisions.findingnote", "text", "notes of an auditor", INSIDE, "noted_by"),
    held("decisions.reviewsignoff", "words", "reviews signed off", INSIDE, "signed_by"),
    held(
        "forum.auditentry",
        "actor sentence",
        "who did what: by an identity, never a name",
        (TASK, FOR_GOOD, "no; the sentence names posts only"),
        "actor=pk",
    ),
)

SIGNING_IN = (
    held("account.emailaddress", "email", "the address signed in with", SIGN_IN, "user"),
    held("mfa.authenticator", "type data", "second factors", SIGN_IN, "user"),
    held("socialaccount.socialaccount", "uid extra_data", "identity at work", SIGN_IN, "user"),
    held(
        "usersessions.usersession",
        "ip user_agent session_key",
        "where somebody is signed in",
        (SECURITY, "until the session ends; after 12 hours, until the next daily run", NO),
        "user",
    ),
)

INVENTORY = (*PEOPLE, *MEMBERS, *WRITING, *DECIDING, *SIGNING_IN)
NOT_OURS_TO_SHOW = {"password", "data", "session_key"}
"""Secrets: that they are kept is said, what they are is not."""
NOT_PERSONAL = {
    "forum.school": "names of schools",
    "forum.seat": "names of places",
    "forum.forum": "names of bodies, and how to reach the clerk's office",
    "papers.budgetline": "names of budget lines",
    "papers.papertemplate": "names of templates",
    "papers.localservice": "names of services",
    "papers.scheduleline": "names of services",
    "decisions.delegatedact": "posts",
    "papers.appendix": "the post that approved an exemption",
    "papers.backgrounddocument": "addresses of pages",
    "sessions.session": "an opaque key; whose it is stands inside, signed; a day unused",
}
"""Tables with a field of a telling name that holds nothing about a person."""


def personal_page() -> str:
    """The list as docs/personal-data.md."""
    lines = [
        "# Personal data",
        "",
        "Made by `make docs` from `decisions/upkeep/inventory.py`; a test holds that list",
        "against the models. Basis: public task is UK GDPR Article 6(1)(e), with the Schools",
        "Forums (England) Regulations 2012; consent is Article 6(1)(a). What is part of the",
        "public record stays after an erasure (Article 17(3)(b) and (d)). How long a forum keeps",
        "the rest is in `retention.md`.",
        "",
        "| table | fields | what for | basis | kept | public |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*lines, *_rows()]) + "\n"


def _rows() -> Iterator[str]:
    for each in INVENTORY:
        yield (
            f"| `{each.table}` | {', '.join(each.fields)} | {each.what_for} | {each.basis} | "
            f"{each.kept} | {each.public} |"
        )
