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
from forum.models.meeting import AgendaItem, Meeting
from forum.models.membership import Appointment, OfficeHolding, Seat, Substitution
from forum.models.outbox import OutboxMessage
from forum.models.person import Person, RoleGrant
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
    "Evidenced",
    "Forum",
    "ForumRecord",
    "InAttendance",
    "Interest",
    "Meeting",
    "OfficeHolding",
    "OutboxMessage",
    "Person",
    "PresenceInterval",
    "PublishedDocument",
    "PupilCount",
    "Record",
    "Reply",
    "ReturningBusiness",
    "RoleGrant",
    "School",
    "SearchText",
    "Seat",
    "StoredFile",
    "Substitution",
    "TrailHead",
]
