from forum.guards.declaring import (
    SHARE,
    Guard,
    Lock,
    Refusal,
    add_only,
    changed,
    columns,
    on,
    unless,
)
from forum.guards.hooks import watch_migrations
from forum.guards.installing import (
    GuardsState,
    declared_guards,
    guards_state,
    install,
    lift,
    missing_or_changed,
)
from forum.guards.record import forum_guards

__all__ = [
    "SHARE",
    "Guard",
    "GuardsState",
    "Lock",
    "Refusal",
    "add_only",
    "changed",
    "columns",
    "declared_guards",
    "forum_guards",
    "guards_state",
    "install",
    "lift",
    "missing_or_changed",
    "on",
    "unless",
    "watch_migrations",
]
