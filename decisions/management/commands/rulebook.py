"""Write the documents that are made from the rules, or say which are stale."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from decisions.records.saying import tables_page
from decisions.records.schema import schema_text
from decisions.rules.stages import NEXT_BALLOT, NEXT_MINUTES
from decisions.upkeep.inventory import personal_page
from forum.rules.meetings import NEXT as NEXT_MEETING
from papers.rules.decision_types import decision_types
from papers.rules.electorate import members

ROOT = settings.BASE_DIR
APPS = ("forum", "papers", "decisions")
YEAR = "2026-27"


@dataclass(frozen=True)
class Rule:
    """One reason that a rule can give: where it is said, its words, and the tests that hold it."""

    code: str
    path: str
    words: str
    tests: tuple[str, ...]


class Command(BaseCommand):
    help = "Write what stands in docs and is made from the rules and the models."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail if one is stale"
        )

    def handle(self, *args, check, **options):
        documents = {
            "rulebook.md": rulebook(),
            "decision-types.md": types_table(),
            "states.md": states(),
            "record-tables.md": tables_page(),
            "personal-data.md": personal_page(),
            "record-format.schema.json": schema_text(),
        }
        stale = [name for name, text in documents.items() if current(name) != text]
        if check and stale:
            raise CommandError(f"Stale: {', '.join(stale)}. Run make docs.")
        for name in stale:
            path_of(name).write_text(documents[name])
        self.stdout.write(f"{len(stale)} written" if stale else "Fresh")


def path_of(name: str) -> Path:
    """Where a generated document stands."""
    return ROOT / "docs" / name


def current(name: str) -> str:
    """The document as it stands; nothing where there is none yet."""
    return path_of(name).read_text() if path_of(name).exists() else ""


def rules() -> list[Rule]:
    """Every reason code that a rule can yield, with its words and the tests that name it."""
    tests = {path: path.read_text() for path in sorted((ROOT / "tests").rglob("test_*.py"))}
    found: dict[tuple[str, str], Rule] = {}
    for app in APPS:
        for path in sorted((ROOT / app / "rules").rglob("*.py")):
            for code, words in reasons_in(ast.parse(path.read_text())):
                held = tuple(
                    str(test.relative_to(ROOT))
                    for test, text in tests.items()
                    if f'"{code}"' in text
                )
                place = str(path.relative_to(ROOT))
                found.setdefault((place, code), Rule(code, place, words, held))
    return list(found.values())


def reasons_in(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The codes and words of every Reason(...) and Ruling.no(...) in a module."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        if ast.unparse(node.func) in {"Reason", "Ruling.no"}:
            code, words = node.args[0], node.args[1]
            if isinstance(words, ast.Name):
                words = last_given(tree, words) or words
            if isinstance(code, ast.Constant):
                yield str(code.value), said(words)


def last_given(tree: ast.AST, name: ast.Name) -> ast.expr | None:
    """What the name was given nearest above its use."""
    given = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == name.id
        and (node.lineno <= name.lineno or node.col_offset == 0)
    ]
    above = sorted(given, key=lambda node: (node.lineno <= name.lineno, node.lineno))
    return above[-1].value if above else None


def said(node: ast.expr) -> str:
    """A sentence as it stands in the source, with … where facts are filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            said(part) if isinstance(part, ast.Constant) else "…" for part in node.values
        )
    if isinstance(node, ast.BinOp):
        return said(node.left) + said(node.right)
    if isinstance(node, ast.IfExp):
        return f"{said(node.body)} / {said(node.orelse)}"
    return "…"


def rulebook() -> str:
    """Every rule with its sentence and its tests, file by file."""
    lines = [
        "# Rulebook",
        "",
        "Made by `make docs` from the rules. … stands for what the case fills in. Each reason",
        "says in the product who can mend it and which law, guidance or clause asks for it.",
    ]
    place = ""
    for rule in rules():
        if rule.path != place:
            place = rule.path
            lines += [
                "",
                f"## {place}",
                "",
                "| code | what it says | held by |",
                "| --- | --- | --- |",
            ]
        words = rule.words.replace("|", "\\|")
        lines.append(f"| `{rule.code}` | {words} | {', '.join(rule.tests) or '**no test**'} |")
    return "\n".join(lines) + "\n"


def types_table() -> str:
    """The table of decision types as it stands for one financial year."""
    lines = [
        f"# Decision types, {YEAR}",
        "",
        "Made by `make docs` from `papers/rules/decision_table.py`: what the forum does about",
        "each type of decision, who may vote, and on what authority.",
        "",
        "| code | decision | the forum | who votes | separately | citation |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in decision_types(YEAR):
        lines.append(
            f"| `{row.code}` | {row.name} | {row.forum_role.label.lower()} | "
            f"{members(row.groups)} | {'yes' if row.separately else 'no'} | {row.citation} |"
        )
    return "\n".join(lines) + "\n"


def states() -> str:
    """Which stage may follow which, as diagrams."""
    lines = ["# States", "", "Made by `make docs` from the tables that the rules read."]
    for name, table in (
        ("Meeting", NEXT_MEETING),
        ("Ballot", NEXT_BALLOT),
        ("Minutes", NEXT_MINUTES),
    ):
        lines += ["", f"## {name}", "", "```mermaid", "stateDiagram-v2"]
        for stage, following in table.items():
            lines += [f"    {stage.value} --> {each.value}" for each in sorted(following)]
            if not following:
                lines.append(f"    {stage.value} --> [*]")
        lines.append("```")
    return "\n".join(lines) + "\n"
