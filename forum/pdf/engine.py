"""The process that makes PDFs: warm, without secrets, one limited fork for each piece of work."""

import functools
from collections.abc import Callable

from forum.apart.inside import Limits, serve
from forum.pdf.joining import counts, join
from forum.pdf.press import Press

LIMITS = Limits(memory=2 << 30, length=256 << 20)  # bytes that a fork may use, and may write


def main() -> None:
    """Answer until nobody asks any more."""
    press = Press()
    work: dict[str, Callable[..., bytes]] = {
        "print": press.print,
        "piece": press.piece,
        "count": counts,
        "join": functools.partial(join, press.letters),
    }
    serve(work, LIMITS)


if __name__ == "__main__":
    main()
