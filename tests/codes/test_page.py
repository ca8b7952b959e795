#!/usr/bin/env python3
"""Holds docs/diagnostics.md to the source: every code of a finding is on the page, with its severity: test_page.py ROOT; TAP."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import main, none  # tests/tap.py

STAGES = "clean design diag event figure fill font json layout preflight press printing selection sink size src surface task template yaml".split()
CODE = re.compile(r'\\?"((?:' + "|".join(STAGES) + r')/[a-z][a-z-]*)\\?"')


def sources(root):
    for path in sorted((root / "src").rglob("*.c")):
        yield re.sub(r"^\s*#\s*include.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


def in_source(root):
    """Each code, and the severities of the calls that it stands in as their argument."""
    codes = {}
    for text in sources(root):
        for found in CODE.finditer(text):
            severities = codes.setdefault(found[1], set())
            before = text[text.rfind(";", 0, found.start()) + 1:found.start()]
            direct = re.search(r"\bbill_(error|warning|note)\([^;{}]*$", before)
            row = re.match(r",\s*BILL_(ERROR|WARNING|NOTE)\b", text[found.end():])
            if row:
                severities.add(row[1].lower())
            elif direct:
                severities.add(direct[1])
    return codes


def on_page(root):
    page = (root / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z]+/[a-z-]+)` \| (\w*) \| (.+) \| (.+) \|$", page, flags=re.MULTILINE)
    return rows


def tests(root):
    codes, rows = in_source(root), on_page(root)
    names = [row[0] for row in rows]
    wrong = [f"{name}: the page says {severity}, the source {' or '.join(sorted(codes[name]))}"
             for name, severity, _, _ in rows if severity and codes.get(name) and severity not in codes[name]]
    return [
        ("every code is on the page", lambda: none(sorted(set(codes) - set(names)))),
        ("no code of the page is unknown", lambda: none(sorted(set(names) - set(codes)))),
        ("none stands there twice", lambda: none(sorted({name for name in names if names.count(name) > 1}))),
        ("severities agree", lambda: none(wrong)),
    ]


if __name__ == "__main__":
    sys.exit(main(tests(pathlib.Path(sys.argv[1]))))
