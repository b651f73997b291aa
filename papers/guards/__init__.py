"""What the asking side guards: the tabling gate, and that what was tabled stays as it was."""

from forum.guards import Guard
from papers.guards.books import book_guards
from papers.guards.gate import gate_guards
from papers.guards.paper import paper_guards

__all__ = ["papers_guards"]


def papers_guards() -> tuple[Guard, ...]:
    """The guards of the asking side."""
    return (*gate_guards(), *paper_guards(), *book_guards())
