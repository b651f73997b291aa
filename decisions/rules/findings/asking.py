"""Findings about what was asked, and the money that was named for it."""

from __future__ import annotations

from collections.abc import Iterator

from decisions.rules.findings.facts import MatterFacts, OptionFacts
from decisions.rules.findings.finding import Cited, Finding, printed
from decisions.rules.findings.settling import approvals, settling_decision
from forum.money import pounds
from papers.choices import OptionStatus, Source


def asked_without_source(matter: MatterFacts) -> Iterator[Finding]:
    """A recommendation was tabled that names no funding source (rule of 27 March 2019)."""
    for asked in matter.asked:
        if asked.sources_named:
            continue
        answered = [each for each in approvals(matter) if each.recommendation == asked.key]
        settled = [settling_decision(each, matter) for each in answered]
        known = [each for each in settled if each is not None]
        amount = f"asks for {pounds(asked.amount)} and " if asked.amount is not None else ""
        elsewhere = (
            f"; sources are named only in {asked.named_elsewhere}"
            if (asked.named_elsewhere)
            else ""
        )
        yield Finding(
            "asked-without-source",
            "Tabled without a funding source",
            f"{asked.title} {amount}names no funding source{elsewhere}.",
            (Cited(f"{asked.title}, {printed(asked.asked_on)}", asked.key),),
            f"Its source was settled by the decision of {known[-1].day}."
            if known
            else "Each recommendation names its funding options before it is tabled.",
            is_resolved=bool(known) and len(known) == len(answered),
        )


def several_labels(matter: MatterFacts) -> Iterator[Finding]:
    """The source went by several names, over more than one meeting."""
    labels = names_given(matter)
    days = {option.named_on for option in matter.options}
    if len(labels) > 1 and len(days) > 1:
        first, *others = labels
        yield Finding(
            "several-labels",
            "Source named in several ways",
            f"{len(labels)} names were given to the source at {len(days)} meetings.",
            (Cited(first, matter.key), *map(Cited, others)),
            "One decision names one source and budget line, and marks what became of the others.",
        )


def names_given(matter: MatterFacts) -> tuple[str, ...]:
    """The different names that the source went by, in the order in which they came up.

    Services that are de-delegated one by one are lines of one source, not names for it.
    """
    return tuple(dict.fromkeys(map(_name, matter.options)))


def _name(option: OptionFacts) -> str:
    is_service = option.source == Source.DE_DELEGATED and option.status == OptionStatus.CHOSEN
    return Source.DE_DELEGATED.label if is_service else option.label


def option_not_recognised(matter: MatterFacts) -> Iterator[Finding]:
    """An option was offered in words that name none of the four sources."""
    for option in matter.options:
        if option.source is None:
            named = f", named on {printed(option.named_on)}," if option.named_on else ""
            yield Finding(
                "option-not-recognised",
                "Option is not a funding source",
                f"“{option.label}”{named} is none of the four.",
                (Cited(option.label, option.key),),
                "Its author says which source and budget line was meant.",
            )


def option_never_resolved(matter: MatterFacts) -> Iterator[Finding]:
    """An option still stands as offered although its decision was taken."""
    for option in matter.options:
        if option.status != OptionStatus.OFFERED:
            continue
        decision = matter.decision(option.decision)
        if decision is None or not decision.is_carried:
            continue
        offered = f", offered on {printed(option.named_on)}," if option.named_on else ""
        yield Finding(
            "option-never-resolved",
            "Option never resolved",
            f"“{option.label}”{offered} was neither chosen nor turned down.",
            (Cited(option.label, option.key), decision.cited),
            "The record marks it as chosen, not chosen, withdrawn or unavailable.",
        )
