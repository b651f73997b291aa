"""The services as an authority calls them, beside what each is in law."""

from __future__ import annotations

from dataclasses import dataclass

from forum.models import Forum
from papers.models.schedule import LocalService
from papers.rules.schedules.services import Service, service_of


@dataclass(frozen=True)
class ServiceRow:
    """One service of the authority with its row of the catalogue."""

    service: LocalService
    row: Service | None

    @property
    def s251_line(self) -> str:
        return self.service.s251_line or (self.row.s251_line if self.row else "")


def service_rows(forum: Forum) -> list[ServiceRow]:
    """Every service that is named here, in one query."""
    services = LocalService.objects.filter(forum=forum).select_related("budget_line")
    return [ServiceRow(each, service_of(each.code)) for each in services]
