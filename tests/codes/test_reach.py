#!/usr/bin/env python3
"""Every code of docs/diagnostics.md is reached by a test: test_reach.py HANDBILL ROOT; TAP.

A code that a golden or a check of the other folders holds is reached there. The table below reaches the others: a code, the files of the
case, and what the program is asked. What cannot be reached from outside says why."""

import os
import pathlib
import re
import subprocess
import sys
from functools import partial

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import main, none  # tests/tap.py

HANDBILL, ROOT = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()

EVENT = "title: On Bridges\nspeaker: Ada Example\nstart: 2031-03-04T16:00\nlocation: Room 12\nurl: https://example.org/bridges\n"
PAGE = "description: A test.\nextends: base\narrangements:\n  - "
ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20310304T160000\r\nSUMMARY:On Bridges\r\n%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
CHAIN = {f"l{n}.yaml": f"extends: l{n + 1}\n" for n in range(40)} | {"l40.yaml": "extends: base\n"}
STYLES = "styles:\n" + "".join(f"  s{n}: {{extends: s{n + 1}}}\n" for n in range(40)) + "  s40: {size: 10pt}\n"

CASES = [
    ("layout/too-narrow", {"l.yaml": PAGE + 'row:\n      - box:\n          - text: "{{title}}"\n        padding: 30pt\n        width: 20pt\n'},
     ["check", "e.yaml", "-l", "./l.yaml"]),
    ("figure/qr-contrast", {"l.yaml": PAGE + 'column:\n      - text: "{{title}}"\n      - qr: "{{url}}"\n        color: "#e0e0e0"\n'},
     ["check", "e.yaml", "-l", "./l.yaml"]),
    ("fill/no-address", {"e.yaml": EVENT.replace("https://example.org/bridges", "behind the bridge")}, ["check", "e.yaml"]),
    ("font/no-family", {"b.yaml": "fonts:\n  text: No Such Family At All\n"}, ["check", "e.yaml", "--brand", "b.yaml"]),
    ("design/extends-depth", CHAIN, ["check", "e.yaml", "-l", "./l0.yaml"]),
    ("design/style-depth", {"l.yaml": STYLES + PAGE + 'text: "{{title}}"\n    style: s0\n'}, ["check", "e.yaml", "-l", "./l.yaml"]),
    ("design/no-arrangements", {}, ["check", "e.yaml", "-l", "base"]),
    ("template/unknown-name", {}, ["render", "e.yaml", "-o", "{{no_such_word}}.pdf"]),
    ("event/bad-data", {"e.html": '<html><head><script type="application/ld+json">{"@type": "Event", </script></head><body><h1>On Bridges</h1>'
                        "<p>March 4, 2031, 4 pm</p></body></html>"}, ["read", "e.html"]),
    ("event/attachment", {"e.eml": "Subject: On Bridges\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nMarch 4, 2031, 4 pm\n"
                                   "--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=p.pdf\n\nx\n--b--\n"}, ["read", "e.eml", "-v"]),
    ("clean/private-character", {"e.yaml": EVENT.replace("On Bridges", "On \uf123 Bridges")}, ["check", "e.yaml"]),
    ("event/no-label", {"e.txt": "Abstract: Bridges stand.\nTitle: On Bridges\nStarts: March 4, 2031 4 pm\nLocation: Room 12\n\n"
                                 "Parking is behind the house, where the river makes its second bend, and it costs nothing on that day.\n"}, ["read", "e.txt", "-v"]),
    ("event/left-out", {"e.txt": "On Bridges\nMarch 4, 2031, 4 pm\n\nBest wishes,\nWinifred\n"}, ["read", "e.txt", "-v"]),
    ("event/long-programme", {"e.yaml": EVENT + "programme:\n" + "".join(f"  - {{time: '10:00', title: Point {n}}}\n" for n in range(501))}, ["read", "e.yaml", "-v"]),
    ("event/no-event", {"e.txt": "| Date | Speaker | Title |\n| --- | --- | --- |\n| 2031-03-04 | Ada Elm | On Bridges |\n| 2031-03-05 | Ben Ash | On Tunnels |\n"
                                    "| in April | | no seminar |\n"}, ["read", "e.txt", "-v"]),
    ("event/no-occurrence", {"e.ics": ICS % "RRULE:FREQ=DAILY;COUNT=3"}, ["read", "e.ics", "--from", "2040-01-01", "-v"]),
    ("event/too-many-occurrences", {"e.ics": ICS % "RRULE:FREQ=DAILY"}, ["read", "e.ics", "--from", "2031-01-01", "--until", "2039-01-01", "-v"]),
    ("event/toml", {"e.md": '+++\ntitle = "On Bridges"\nthis is no line of it\n+++\nWords.\n'}, ["read", "e.md", "-v"]),
    ("selection/bad-number", {}, ["read", "e.yaml", "--limit", "many"]),
    ("sink/write", {}, ["layouts", "--new", "no/such/folder/mine", "--from", "seminar"]),
    ("press/no-data", {}, ["check", "e.yaml"]),
    ("task/same-event", {"two.jsonl": '{"title": "On Bridges", "start": "2031-03-04"}\n' * 2}, ["render", "two.jsonl", "-o", "out/"]),
]

ELSEWHERE = {
    "layout/debug": "only by a program with the library: the command line refuses it before",
    "task/too-slow": "a page that takes so long would make the suite slow",
    "figure/no-library": "only on a machine without gdk-pixbuf or librsvg",
    "surface/unknown-format": "only by a program with the library: the command line refuses it before",
    "task/crashed": "only where the program itself is at fault",
    "task/no-process": "only on a machine that is full",
    "surface/too-large": "takes a gigabyte of posters",
    "diag/more": "no finding of its own: counts those not shown",
}


# Still without a test. Take a code out when it has one; add none.
NOT_YET = {"task/bad-manifest", "task/busy", "task/changed-file", "task/no-shards", "task/not-pruned", "task/shard-missing"}


def reached_elsewhere():
    text = ""
    for path in (ROOT / "tests").rglob("*"):
        relative = path.relative_to(ROOT / "tests").parts
        if path.is_file() and relative[0] not in ("codes", "fuzz") and path.suffix not in (".png", ".jpg", ".pdf"):
            text += path.read_text(encoding="utf-8", errors="ignore")
    return text


def reach(code, files, arguments, folder):
    for name, text in {"e.yaml": EVENT, **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    environment = {**os.environ, **({"HANDBILL_DATA": str(folder)} if code.startswith("press/") else {})}
    run = subprocess.run([HANDBILL, *arguments], cwd=folder, capture_output=True, text=True, errors="replace", timeout=60, env=environment, check=False)
    assert f"[{code}]" in run.stdout + run.stderr, run.stdout + run.stderr


def every_code_is_reached():
    page = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    codes = re.findall(r"^\| `([a-z]+/[a-z-]+)`", page, flags=re.MULTILINE)
    others = reached_elsewhere()
    table = {code for code, _, _ in CASES}
    none([code for code in codes if code not in table and code not in ELSEWHERE and code not in NOT_YET and code not in others
          and not re.search(rf"\b{re.escape(code.partition('/')[2])}\"", others)])


TESTS = [every_code_is_reached] + [(code, partial(reach, code, files, arguments)) for code, files, arguments in CASES]


if __name__ == "__main__":
    sys.exit(main(TESTS, sys.argv[3:]))
