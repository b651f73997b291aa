"""Database constraints that several models share."""

from __future__ import annotations

from django.db.models import CheckConstraint, Choices, F, Q


def both_or_neither(first: str, second: str) -> CheckConstraint:
    """Who and when go together: neither is known, or both are."""
    return CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=f"%(app_label)s_%(class)s_{first}_with_{second.rsplit('_', 1)[-1]}",
        violation_error_message=f"Set both {first} and {second}, or neither.",
    )


def one_of(field: str, choices: type[Choices], *, or_empty: bool = False) -> CheckConstraint:
    """The field holds a word of its list, also when a row is written past the forms."""
    values = [*choices.values, ""] if or_empty else list(choices.values)
    return CheckConstraint(
        condition=Q(**{f"{field}__in": values}),
        name=f"%(app_label)s_%(class)s_{field}_is_known",
        violation_error_message=f"Choose a {field.replace('_', ' ')} from the list.",
    )


def not_before(end: str, start: str) -> CheckConstraint:
    """A period does not end before it starts; an open end or start is allowed."""
    return CheckConstraint(
        condition=Q(**{f"{end}__isnull": True})
        | Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__gte": F(start)}),
        name=f"%(app_label)s_%(class)s_{end}_not_before_{start}",
        violation_error_message="The end is before the start.",
    )


def not_negative(field: str) -> CheckConstraint:
    """An amount of money is never below nothing."""
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
        name=f"%(app_label)s_%(class)s_{field}_not_negative",
        violation_error_message="Enter an amount of £0 or more.",
    )


def nothing_withheld(field: str) -> CheckConstraint:
    """The words are public wherever they stand, so that none of them is in double brackets."""
    return CheckConstraint(
        condition=~Q(**{f"{field}__contains": "[["}),
        name=f"%(app_label)s_%(class)s_{field}_withholds_nothing",
        violation_error_message=(
            f"The {field} is public everywhere, so nothing in it can be withheld: take the double "
            "brackets out, with what must not be read."
        ),
    )
