#!/usr/bin/env python3
"""Check an audit trail that was taken out of Tabled, without Tabled.

    python3 -I -S verify_trail.py TRAIL [--against FILE ...] [--documents FOLDER]

TRAIL is what the audit page offers to take away (trail.jsonl), or a whole record (export_record).
--against: checkpoints kept outside, or lines copied from the foot of published documents.
--documents: a folder of published PDFs; each must be one that the trail tells of, byte for byte.

One file, the standard library only, no network. It prints numbered checks, names the first entry
that is wrong, and exits with 0 when nothing was altered, 1 when something was, 2 when it cannot be
told. How an entry is written: the body is canonical JSON (sorted keys, no spaces, no floating
point); its hash is SHA-256 over "tabled-trail/v1", a line feed and the body in UTF-8; the body
names the hash of the entry before it.
"""

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path

FORMAT = "tabled-trail/v1"
START = "0" * 64
NAMES = {
    2: "Entries are numbered without a gap",
    3: "Every entry belongs to this forum",
    4: "Every entry names the hash of the one before",
    5: "Every hash is that of its entry",
    6: "Every entry is written in the one way there is",
    7: "What is shown is what was hashed",
    8: "The head is the last entry",
    9: "Time never goes back",
    10: "Published documents are the bytes that were published",
    12: "Checkpoints kept outside agree",
}
SHOWN = [
    *("seq", "prev", "idem_key", "event", "sentence"),
    *("recorded_at", "happened_on", "actor", "about", "matter"),
]
FOOT = re.compile(r"Audit trail (\d+) · ([0-9a-f]{16})…([0-9a-f]{8})")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


class Unreadable(Exception):
    """The file is not what this program reads."""


class Checks:
    """What was looked at and what is wrong, by the number of the check."""

    def __init__(self):
        self.looked = dict.fromkeys(NAMES, 0)
        self.problems = {number: [] for number in NAMES}

    def look(self, number, problem=""):
        """Count one thing looked at; a problem says what is wrong with it."""
        self.looked[number] += 1
        if problem:
            self.problems[number].append(problem)

    @property
    def intact(self):
        """Nothing is wrong anywhere."""
        return not any(self.problems.values())

    def show(self, out):
        """One line for each check, and the first few problems below it."""
        for number, name in NAMES.items():
            wrong = self.problems[number]
            state = f"FAILED {len(wrong)} times" if wrong else "ok"
            out.write(f"  {number:>2} {name}: {state} ({self.looked[number]} looked at)\n")
            for problem in wrong[:5]:
                out.write(f"       {problem}\n")


def verify(trail, checkpoints=(), documents=None):
    """Check the trail: {"forum", "head": {"seq", "hash"}, "entries": [...]}; answers with Checks.

    documents: a mapping of names to bytes, where there are any to compare.
    """
    checks = Checks()
    before, hashes, published = {"seq": 0, "hash": START, "at": ""}, {0: START}, {}
    for entry in trail["entries"]:
        body = _body(entry)
        _check_entry(checks, entry, body, trail["forum"], before)
        before = {
            "seq": entry.get("seq"),
            "hash": entry.get("hash"),
            "at": str(body.get("recorded_at", "")),
        }
        hashes[before["seq"]] = before["hash"]
        facts = body.get("facts")
        sha256 = facts.get("sha256") if isinstance(facts, dict) else None
        if isinstance(sha256, str) and sha256:
            published[sha256] = before["seq"]
    head, last = trail["head"], (before["seq"], before["hash"])
    found = (head.get("seq"), head.get("hash"))
    checks.look(8, "" if found == last else f"the head is {found}, the last entry is {last}")
    for checkpoint in checkpoints:
        _check_checkpoint(checks, checkpoint, trail["forum"], hashes)
    for name, content in sorted((documents or {}).items()):
        sha256 = hashlib.sha256(content).hexdigest()
        checks.look(10, "" if sha256 in published else f"{name}: no entry tells of {sha256}")
    return checks


def _body(entry):
    try:
        body = json.loads(entry.get("body", ""))
    except (TypeError, ValueError):
        return {}
    return body if isinstance(body, dict) else {}


def _check_entry(checks, entry, body, forum, before):
    seq = entry.get("seq")
    wanted = before["seq"] + 1 if isinstance(before["seq"], int) else None
    checks.look(2, "" if seq == wanted else f"entry {seq}: expected number {wanted}")
    found = body.get("forum")
    checks.look(3, "" if found == forum else f"entry {seq}: belongs to {found}")
    linked = entry.get("prev") == body.get("prev") == before["hash"]
    checks.look(4, "" if linked else f"entry {seq}: does not follow {before['hash']}")
    text = entry.get("body")
    hashed = hashlib.sha256(f"{FORMAT}\n{text}".encode("utf-8", "replace")).hexdigest()
    same = hashed == entry.get("hash")
    checks.look(5, "" if same else f"entry {seq}: hashes to {hashed}, not {entry.get('hash')}")
    checks.look(6, "" if _is_canonical(text, body) else f"entry {seq}: not canonical JSON")
    differs = [name for name in SHOWN if name in entry and entry[name] != body.get(name)]
    checks.look(7, f"entry {seq}: {', '.join(differs)} differ from the body" if differs else "")
    at = str(body.get("recorded_at", ""))
    on_time = bool(MOMENT.fullmatch(at)) and at >= before["at"]
    checks.look(9, "" if on_time else f"entry {seq}: recorded at {at}, after {before['at']}")


def _is_canonical(text, body):
    if not body or body.get("format") != FORMAT or not _is_plain(body):
        return False
    again = json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return again == text


def _is_plain(value):
    """No floating point, and letters composed: what has one written form only."""
    if isinstance(value, dict):
        return all(_is_plain(key) and _is_plain(each) for key, each in value.items())
    if isinstance(value, list):
        return all(_is_plain(each) for each in value)
    if isinstance(value, str):
        return unicodedata.is_normalized("NFC", value)
    return value is None or isinstance(value, (bool, int))


def _check_checkpoint(checks, checkpoint, forum, hashes):
    seq, starts, ends = checkpoint["seq"], checkpoint["starts"], checkpoint["ends"]
    there, problem = hashes.get(seq), ""
    if checkpoint["forum"] not in ("", forum):
        problem = f"a checkpoint of another forum, {checkpoint['forum']}"
    elif there is None:
        problem = f"entry {seq}: the trail ends before the checkpoint"
    elif not (str(there).startswith(starts) and str(there).endswith(ends)):
        problem = f"entry {seq}: is {there}, the checkpoint says {starts}…{ends}"
    checks.look(12, problem)


def read_checkpoints(text):
    """Blocks of five lines, and the lines that published documents print at their foot."""
    found = [
        {"forum": "", "seq": int(seq), "starts": starts, "ends": ends}
        for seq, starts, ends in FOOT.findall(text)
    ]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for at, line in enumerate(lines):
        if line == FORMAT:
            if len(lines) < at + 5 or not lines[at + 2].isdecimal():
                raise Unreadable("A checkpoint is five lines: format, forum, number, hash, time.")
            forum, seq, hash_ = lines[at + 1 : at + 4]
            found.append({"forum": forum, "seq": int(seq), "starts": hash_, "ends": hash_})
    if not found:
        raise Unreadable("There is no checkpoint in the file.")
    return found


def read_trail(text):
    """A trail as the audit page gives it (one JSON object a line), or inside a whole record."""
    line = text.split("\n", 1)[0]
    try:
        first = json.loads(line) if FORMAT in line else None
        if isinstance(first, dict) and first.get("format") == FORMAT:
            rows = [json.loads(line) for line in text.splitlines()[1:] if line.strip()]
            return _trail(first["forum"], first["head"], rows)
        whole = json.loads(text)
        return _trail(whole["forum"]["id"], whole["trail"]["head"], whole["trail"]["entries"])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise Unreadable(f"This is no trail: {error!r}") from error


def _trail(forum, head, entries):
    if not isinstance(head, dict) or not all(isinstance(each, dict) for each in entries):
        raise Unreadable("This is no trail.")
    return {"forum": forum, "head": head, "entries": entries}


def main(arguments=None):
    """Read the files named, print the checks, and answer with the exit code."""
    parser = argparse.ArgumentParser(description="Check an audit trail without Tabled.")
    parser.add_argument("trail", type=Path)
    parser.add_argument("--against", type=Path, action="append", default=[])
    parser.add_argument("--documents", type=Path)
    asked, out = parser.parse_args(arguments), sys.stdout
    try:
        trail = read_trail(asked.trail.read_text("utf-8"))
        checkpoints = [
            found for path in asked.against for found in read_checkpoints(path.read_text("utf-8"))
        ]
        folder = sorted(asked.documents.glob("*.pdf")) if asked.documents else []
        documents = {path.name: path.read_bytes() for path in folder}
    except (OSError, UnicodeError, Unreadable) as error:
        out.write(f"Cannot tell: {error}\n")
        return 2
    checks = verify(trail, checkpoints, documents)
    out.write(f"Forum {trail['forum']}: {len(trail['entries'])} entries\n")
    checks.show(out)
    out.write("Nothing was altered.\n" if checks.intact else "NOT INTACT: see above.\n")
    return 0 if checks.intact else 1


if __name__ == "__main__":
    sys.exit(main())
