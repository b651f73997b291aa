"""The short lists of the forum side, in the field's own words."""

from forum.choices.documents import (
    DocumentKind,
    FileKind,
)
from forum.choices.events import (
    ForumEvent,
)
from forum.choices.evidence import (
    DayBasis,
    EvidenceGrade,
)
from forum.choices.keeping import (
    Kept,
)
from forum.choices.meetings import (
    Answer,
    Business,
    Capacity,
    InterestAction,
    InterestKind,
    ItemKind,
    MeetingKind,
    MeetingStage,
    Presence,
    PresidingAs,
    QuorumBase,
    ReturningKind,
)
from forum.choices.members import (
    ACADEMIES_GROUPS,
    DEEMED,
    NON_SCHOOLS_GROUPS,
    SCHOOLS_GROUPS,
    AuthorityTie,
    Establishment,
    Group,
    MajorityRule,
    MemberClass,
    Office,
    Phase,
    Role,
    SeatKind,
    SubstituteKind,
    SubstituteRule,
    TransferVoters,
)
from forum.choices.notices import (
    NoticeKind,
    Rhythm,
)
from forum.choices.searching import (
    DataLicence,
    SearchKind,
)

__all__ = [
    "ACADEMIES_GROUPS",
    "DEEMED",
    "NON_SCHOOLS_GROUPS",
    "SCHOOLS_GROUPS",
    "Answer",
    "AuthorityTie",
    "Business",
    "Capacity",
    "DataLicence",
    "DayBasis",
    "DocumentKind",
    "Establishment",
    "EvidenceGrade",
    "FileKind",
    "ForumEvent",
    "Group",
    "InterestAction",
    "InterestKind",
    "ItemKind",
    "Kept",
    "MajorityRule",
    "MeetingKind",
    "MeetingStage",
    "MemberClass",
    "NoticeKind",
    "Office",
    "Phase",
    "Presence",
    "PresidingAs",
    "QuorumBase",
    "ReturningKind",
    "Rhythm",
    "Role",
    "SearchKind",
    "SeatKind",
    "SubstituteKind",
    "SubstituteRule",
    "TransferVoters",
]
