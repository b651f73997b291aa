"""XML read as it streams by: no document type, no entities, nothing fetched, nothing kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn
from xml.parsers import expat

from forum.files.refusing import Unkept, insist

MOST_ELEMENTS = 2_000_000
DEEPEST = 200
DAMAGED = (
    "The file is damaged: a part of it ({part}) cannot be read. Open it, save it anew, and choose "
    "that file."
)
DECLARED = (
    "The file holds a document type or entities ({part}), which no office program writes, and it "
    "may be harmful. Open it, save it anew, and choose that file."
)
LARGE = "The file holds more than can be checked. Save a smaller one, or divide it."

Started = Callable[[str, Mapping[str, str]], None]
Said = Callable[[str], None]


class Reader:
    """Reads parts one after the other and tells what begins and what is said; elements are
    counted through all of them. Names are "namespace local"."""

    def __init__(self) -> None:
        self.elements = 0

    def read(
        self, part: str, pieces: Iterable[bytes], started: Started, said: Said | None = None
    ) -> str:
        """The name of the outermost element."""
        reader = expat.ParserCreate(namespace_separator=" ")
        depth, names = 0, [""]

        def begin(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal depth
            depth += 1
            self.elements += 1
            names[0] = names[0] or name
            insist(depth <= DEEPEST and self.elements <= MOST_ELEMENTS, LARGE)
            started(name, attributes)

        def end(_name: str) -> None:
            nonlocal depth
            depth -= 1

        reader.StartElementHandler, reader.EndElementHandler = begin, end
        if said:
            reader.CharacterDataHandler = said
        for handler in (
            "StartDoctypeDeclHandler",
            "EntityDeclHandler",
            "ExternalEntityRefHandler",
        ):
            setattr(reader, handler, _declared(part))
        try:
            for piece in pieces:
                reader.Parse(piece, False)
            reader.Parse(b"", True)
        except expat.ExpatError as error:
            raise Unkept(DAMAGED.format(part=part)) from error
        return names[0]


def _declared(part: str) -> Callable[..., NoReturn]:
    def refuse(*_: object) -> NoReturn:
        raise Unkept(DECLARED.format(part=part))

    return refuse
