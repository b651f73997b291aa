from forum.models.attendance import (
    Attendance,
    InAttendance,
    Interest,
    PresenceInterval,
    Reply,
)
from forum.models.audit import START, AuditEntry, TrailHead
from forum.models.base import AddOnly, AddOnlyQuerySet, Evidenced, ForumRecord, Record
from forum.models.document import PublishedDocument
from forum.models.file import StoredFile
from forum.models.forum import Constitution, Forum
from forum.models.invitation import Invitation
from forum.models.limits import RateCount
from forum.models.meeting import AgendaItem, Meeting
from forum.models.membership import Appointment, OfficeHolding, Seat, Substitution
from forum.models.notices import News, NoticeChoice, Subscription
from forum.models.outbox import OutboxMessage
from forum.models.person import Person, RoleGrant, RoleProposal
from forum.models.privacy import Erasure, RetentionPeriod
from forum.models.returning import ReturningBusiness
from forum.models.school import PupilCount, School
from forum.models.search import SearchText

__all__ = [
    "START",
    "AddOnly",
    "AddOnlyQuerySet",
    "AgendaItem",
    "Appointment",
    "Attendance",
    "AuditEntry",
    "Constitution",
    "Erasure",
    "Evidenced",
    "Forum",
    "ForumRecord",
    "InAttendance",
    "Interest",
    "Invitation",
    "Meeting",
    "News",
    "NoticeChoice",
    "OfficeHolding",
    "OutboxMessage",
    "Person",
    "PresenceInterval",
    "PublishedDocument",
    "PupilCount",
    "RateCount",
    "Record",
    "Reply",
    "RetentionPeriod",
    "ReturningBusiness",
    "RoleGrant",
    "RoleProposal",
    "School",
    "SearchText",
    "Seat",
    "StoredFile",
    "Subscription",
    "Substitution",
    "TrailHead",
]
