"""What the rules of a schedule read: lines with their rates, and schools with their units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from papers.rules.schedules.services import Service, in_order, service_of


@dataclass(frozen=True)
class FactorFacts:
    """One factor of a line; what the paper does not state is None."""

    factor: str
    counts: str
    """The factor of the schools' units that it counts."""
    unit_rate: Decimal
    units: Decimal | None = None
    printed_total: Decimal | None = None
    prior_rate: Decimal | None = None
    prior_units: Decimal | None = None
    year_label: str = ""
    prior_year_label: str = ""


@dataclass(frozen=True)
class ScheduleLineFacts:
    """One service for the schools of one group, as the paper has it."""

    code: str
    name: str
    group: str
    label: str
    called: str = ""
    """The name of the service here, where the paper prints another."""
    rates: tuple[FactorFacts, ...] = ()
    precision: int = 1
    printed_total: Decimal | None = None
    last_year_total: Decimal | None = None
    if_refused: str = ""
    buy_back: str = ""
    buy_back_price: str = ""
    consultation: str = ""

    @property
    def service_name(self) -> str:
        return self.called or self.name

    @property
    def where(self) -> str:
        """As it is spoken of: "2(ii) Insurance, maintained primary"."""
        return f"{self.label} {self.name}, {self.group.replace('_', ' ')}"

    @property
    def service(self) -> Service | None:
        return service_of(self.code)


@dataclass(frozen=True)
class SchoolFacts:
    """A school of a maintained group, with its units by factor."""

    name: str
    group: str
    units: Mapping[str, Decimal] = field(default_factory=dict)
    leaves: bool = False
    """Whether it is known to become an academy before the year begins."""


@dataclass(frozen=True)
class ScheduleFacts:
    """The whole schedule beside the units of the schools that it rests on."""

    year: str
    lines: tuple[ScheduleLineFacts, ...] = ()
    schools: tuple[SchoolFacts, ...] = ()
    final_schools: tuple[SchoolFacts, ...] = ()
    """The same schools with the units of the October census, where those are entered."""
    is_final: bool = False

    @property
    def groups(self) -> Sequence[str]:
        return in_order({line.group for line in self.lines})
