"""Two people wrote in the same paper at once: both texts brought together, block by block.

What only one of them touched is taken as it is; a block that both changed is a conflict, which
shows both texts and waits for a person. Nothing that either of them typed is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from json import dumps

from forum.rules.ruling import Stale
from papers.rules.text.aligning import unmoved
from papers.rules.text.blocks import Block, as_stored
from papers.rules.text.text_form import written

_FIELDS = tuple(each.name for each in fields(Block) if each.name != "id")
_TOGETHER = ("rows", "header_rows", "header_columns")
"""What makes a table is taken from one side only."""


@dataclass(frozen=True)
class Conflict:
    """A block that both changed: as it was, as it was saved, as it is typed; None: taken out."""

    id: str
    base: Block | None
    theirs: Block | None
    mine: Block | None

    @property
    def base_written(self) -> str:
        return written([self.base]) if self.base else ""

    @property
    def mine_written(self) -> str:
        return written([self.mine]) if self.mine else ""

    @property
    def theirs_written(self) -> str:
        return written([self.theirs]) if self.theirs else ""


@dataclass(frozen=True)
class Merged:
    """Both texts together; where both changed a block it says what is typed, until chosen."""

    blocks: tuple[Block, ...]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class Difference:
    """A line about the paper that both changed: its title, or who may vote as printed."""

    name: str
    theirs: str
    mine: str


class StaleBlocks(Stale):
    """Somebody else saved the paper meanwhile, and both changed the same blocks."""

    page = "papers/paper_stale.html"
    not_resent: tuple[str, ...] = ("text", "conflict", "choice-", "edited-")

    def __init__(
        self, merged: Merged, *, version: int, differences: Sequence[Difference] = (), by: str = ""
    ) -> None:
        conflicts = merged.conflicts
        super().__init__(
            field="blocks",
            typed="\n\n".join(filter(None, (each.mine_written for each in conflicts))),
            saved="\n\n".join(filter(None, (each.theirs_written for each in conflicts))),
            version=version,
        )
        self.merged, self.differences, self.by = merged, tuple(differences), by
        self.not_resent = (*self.not_resent, *(each.name for each in differences))

    @property
    def places(self) -> int:
        """How many places wait for a choice."""
        return len(self.merged.conflicts) + len(self.differences)

    @property
    def sent_again(self) -> str:
        """The text brought together, for the page to send again with what is chosen."""
        return dumps(as_stored(self.merged.blocks))


def merge(base: Sequence[Block], theirs: Sequence[Block], mine: Sequence[Block]) -> Merged:
    """What was saved meanwhile and what is typed now, both written from `base`."""
    known = {each.id for each in base}
    typed = _named(mine, known, theirs)
    was, saved, now = _by_id(base), _by_id(theirs), _by_id(typed)
    blocks: dict[str, Block] = {}
    conflicts: list[Conflict] = []
    for name in {**saved, **now}:
        one, conflict = _one(name, was.get(name), saved.get(name), now.get(name))
        if one is not None:
            blocks[name] = one
        if conflict:
            conflicts.append(conflict)
    order = _order(base, theirs, typed, blocks)
    placed = {name: at for at, name in enumerate(order)}
    conflicts.sort(key=lambda each: placed.get(each.id, 0))
    return Merged(
        tuple(_without_own_name(blocks[name], known | set(saved)) for name in order),
        tuple(conflicts),
    )


def merge_line(base: str | None, theirs: str, mine: str) -> tuple[str, bool]:
    """One line that both may have changed, and whether they did so differently."""
    if mine == theirs or base is None or theirs == base:
        return mine, False
    if mine == base:
        return theirs, False
    return mine, True


def settled(
    merged: Sequence[Block], theirs: Sequence[Block], choices: Mapping[str, Sequence[Block] | None]
) -> tuple[Block, ...]:
    """The merged text with what a person chose for each conflict: None stands for theirs."""
    saved = _by_id(theirs)
    found: list[Block] = []
    for each in merged:
        if each.id not in choices:
            found.append(each)
            continue
        chosen = choices[each.id]
        if chosen is None:
            found += [saved[each.id]] if each.id in saved else []
        else:
            found += [replace(one, id=each.id if not at else "") for at, one in enumerate(chosen)]
    return tuple(found)


def _by_id(blocks: Sequence[Block]) -> dict[str, Block]:
    return {each.id: each for each in blocks}


NEW = "new:"
"""Before the names of blocks that one side added: they are no ids yet."""


def _named(mine: Sequence[Block], known: set[str], theirs: Sequence[Block]) -> tuple[Block, ...]:
    """What is typed, each block with a name; what is new gets one that nobody else has.

    A new block that was saved just so already is that one: the same text was sent twice.
    """
    after = _after(theirs, known)
    found: list[Block] = []
    seen: set[str] = set()
    before = ""
    for at, each in enumerate(mine):
        name = each.id if each.id in known and each.id not in seen else ""
        if not name:
            same = [one.id for one in after.get(before, ()) if one == each and one.id not in seen]
            name = same[0] if same else f"{NEW}{at}"
        seen.add(name)
        found.append(replace(each, id=name))
        before = name if name in known else before
    return tuple(found)


def _after(theirs: Sequence[Block], known: set[str]) -> dict[str, list[Block]]:
    """What the other side added, by the known block that it follows."""
    found: dict[str, list[Block]] = {}
    before = ""
    for each in theirs:
        if each.id in known:
            before = each.id
        else:
            found.setdefault(before, []).append(each)
    return found


def _one(
    name: str, base: Block | None, theirs: Block | None, mine: Block | None
) -> tuple[Block | None, Conflict | None]:
    """What becomes of one block."""
    if mine in (theirs, base):
        return theirs, None
    if theirs == base:
        return mine, None
    if base and theirs and mine and base.kind == theirs.kind == mine.kind:
        together = _by_field(base, theirs, mine)
        if together:
            return together, None
    return mine or theirs, Conflict(name, base, theirs, mine)


def _by_field(base: Block, theirs: Block, mine: Block) -> Block | None:
    """Both changes, where they touch different parts of the block."""
    changed = [
        {name for name in _FIELDS if getattr(side, name) != getattr(base, name)}
        for side in (theirs, mine)
    ]
    if changed[0] & changed[1] or all(side & set(_TOGETHER) for side in changed):
        return None
    return replace(theirs, **{name: getattr(mine, name) for name in changed[1]})


def _order(
    base: Sequence[Block],
    theirs: Sequence[Block],
    mine: Sequence[Block],
    kept: Mapping[str, Block],
) -> list[str]:
    """Their order, with what is typed anew or was moved by hand where that person put it."""
    names = [each.id for each in mine]
    stay = unmoved([each.id for each in base], names)
    known = {each.id for each in base}
    moved = {name for name in names if name in known and name not in stay}
    order = [each.id for each in theirs if each.id in kept and each.id not in moved]
    present = set(order)
    before: str | None = None
    for name in names:
        if name not in kept:
            continue
        if name not in present:
            order.insert(order.index(before) + 1 if before is not None else 0, name)
            present.add(name)
        before = name
    return order


def _without_own_name(block: Block, ids: set[str]) -> Block:
    return block if block.id in ids else replace(block, id="")
