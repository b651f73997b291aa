"""What the models say of themselves: of each table, and of each field that has a sentence."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache

from django.db.models import Model

from decisions.records.tables import FORUM, PEOPLE, TRAIL, tables


def tables_page() -> str:
    """A line for every table of a record file, in the order in which they stand there."""
    lines = [
        "# The tables of a record file",
        "",
        "Made by `make docs` from the models, in the order in which they stand in a file. Their",
        "fields are in `record-format.schema.json`; how they are written, in `record-format.md`.",
        "",
        "| table | one row of it | points to |",
        "| --- | --- | --- |",
    ]
    for table in (FORUM, PEOPLE, *tables(), TRAIL):
        sentence = sentence_of_table(table.model).replace("|", "\\|")
        pointed = sorted({column.parent for column in table.columns if column.parent})
        names = ", ".join(f"`{name}`" for name in pointed)
        lines.append(f"| `{table.name}` | {sentence} | {names} |")
    return "\n".join(lines) + "\n"


def sentence_of_table(model: type[Model]) -> str:
    """The first sentence of what the model says it is."""
    said = inspect.getdoc(model) or ""
    return said.split("\n\n")[0].replace("\n", " ")


@cache
def sentences_of_fields(model: type[Model]) -> dict[str, str]:
    """What stands below a field in the source, by the name of the field."""
    found: dict[str, str] = {}
    for part in reversed(model.__mro__):
        if issubclass(part, Model) and part is not Model and part.__module__.count("."):
            found |= _below_fields(part)
    return found


def _below_fields(part: type) -> dict[str, str]:
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(part))).body
    found, above = {}, ""
    for node in tree.body if isinstance(tree, ast.ClassDef) else ():
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and above:
            found[above] = inspect.cleandoc(str(node.value.value)).replace("\n", " ")
        above = ast.unparse(node.targets[0]) if isinstance(node, ast.Assign) else ""
    return found
