"""The verifier that needs no Tabled: the same verdicts as ours, on files that were taken away."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from forum import audit
from forum.audit import verifier
from forum.audit.checks import trail_checks
from forum.audit.taking import trail_lines
from forum.rules.trail import canonical, entry_hash
from tests.factories import MEETING_DAY

pytestmark = pytest.mark.django_db

ALONE = """
import runpy, sys
def no_network(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(event)
sys.addaudithook(no_network)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def lines(forum, clerk):
    for number in range(1, 6):
        audit.record(
            "event", f"Entry {number} – “as said”", forum=forum, by=clerk, on=MEETING_DAY, n=number
        )
    return list(trail_lines(forum))


def verdict(lines, **more):
    """The numbers of the checks that fail."""
    checks = verifier.verify(verifier.read_trail("".join(lines)), **more)
    return {number for number, problems in checks.problems.items() if problems}


def entries(lines):
    return [json.loads(line) for line in lines[1:]]


def again(lines, rows):
    return [lines[0], *(json.dumps(row) + "\n" for row in rows)]


def changed(lines, at, **values):
    rows = entries(lines)
    rows[at].update(values)
    return again(lines, rows)


def test_untouched_trail_is_intact_to_both_verifiers(lines, forum):
    assert verdict(lines) == set()
    assert all(check.passed for check in trail_checks(forum))


def test_hashes_what_we_hash(lines):
    for row in entries(lines):
        assert row["hash"] == entry_hash(row["body"])
        assert row["body"] == canonical(json.loads(row["body"]))


def test_changed_body_is_found_by_its_hash(lines):
    rows = entries(lines)
    body = rows[2]["body"].replace("Entry 3", "Entry 9")

    assert verdict(changed(lines, 2, body=body)) == {5, 7}


def test_rewritten_entry_breaks_the_link_of_the_next(lines):
    body = json.loads(entries(lines)[2]["body"]) | {"sentence": "Another"}
    text = canonical(body)

    assert verdict(changed(lines, 2, body=text, hash=entry_hash(text), sentence="Another")) == {4}


def test_taken_entry_leaves_a_gap(lines):
    rows = entries(lines)

    assert verdict(again(lines, rows[:2] + rows[3:])) == {2, 4}
    assert verdict(again(lines, rows[:-1])) == {8}


def test_what_is_shown_beside_the_body_is_compared(lines):
    assert verdict(changed(lines, 1, sentence="Entry 2, in other words")) == {7}


def test_entry_of_another_forum_is_found(lines):
    rows = entries(lines)
    body = json.loads(rows[0]["body"]) | {"forum": "another"}
    rows[0]["body"] = canonical(body)

    assert 3 in verdict(again(lines, rows))


@pytest.mark.parametrize("body", ["", "[]", "{", '{"format": "tabled-trail/v1", "n": 1.5}'])
def test_body_that_is_not_canonical_is_found(lines, body):
    assert {5, 6} <= verdict(changed(lines, 0, body=body))


def test_time_that_goes_back_is_found(lines):
    rows = entries(lines)
    early = json.loads(rows[3]["body"]) | {"recorded_at": "2001-01-01T00:00:00.000000Z"}
    rows[3]["body"] = canonical(early)

    assert 9 in verdict(again(lines, rows))


def test_rechained_trail_differs_from_a_checkpoint_and_from_a_printed_foot(lines, forum):
    kept = verifier.read_checkpoints(audit.checkpoint(forum) + f"\n{audit.head_line(forum)}\n")
    rows = entries(lines)
    prev = rows[0]["prev"]
    for number, row in enumerate(rows):
        body = json.loads(row["body"]) | {"prev": prev}
        body |= {"sentence": "Forged"} if number == 1 else {}
        row.update(body=canonical(body), prev=prev, sentence=body["sentence"])
        prev = row["hash"] = entry_hash(row["body"])
    head = json.loads(lines[0])
    head["head"]["hash"] = prev
    forged = [json.dumps(head) + "\n", *again(lines, rows)[1:]]

    assert verdict(forged) == set()
    assert len(kept) == 2
    assert [verdict(forged, checkpoints=[each]) for each in kept] == [{12}, {12}]
    assert verdict(lines, checkpoints=kept) == set()


def test_document_that_the_trail_does_not_tell_of_is_found(lines):
    assert verdict(lines, documents={"log.pdf": b"%PDF another"}) == {10}


@pytest.mark.parametrize("text", ["", "{}", "nonsense", '{"format": "tabled-trail/v1"}', "[1]"])
def test_file_that_is_no_trail_cannot_be_told(text, tmp_path, capsys):
    file = tmp_path / "trail.jsonl"
    file.write_text(text)

    assert verifier.main([str(file)]) == 2
    assert "Cannot tell" in capsys.readouterr().out


def test_runs_alone_in_an_empty_folder_without_network(lines, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    program, trail = tmp_path / "verify_trail.py", tmp_path / "trail.jsonl"
    program.write_bytes(Path(verifier.__file__).read_bytes())
    trail.write_text("".join(lines), "utf-8")

    def run():
        command = [sys.executable, "-I", "-S", "-c", ALONE, str(program), str(trail)]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing was altered." in done.stdout

    trail.write_text("".join(changed(lines, 1, hash="0" * 64)), "utf-8")
    assert run().returncode == 1
