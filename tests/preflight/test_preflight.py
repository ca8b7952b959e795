#!/usr/bin/env python3
"""Deliberately bad posters give exactly the findings written beside them: test_preflight.py HANDBILL FOLDER; TAP.

bad/NAME.yaml is a layout that extends good.yaml and spoils one thing; NAME.event.yaml stands beside it where the event is what is wrong, else
good.event.yaml is taken; a line "# options: ..." has further options. bad/NAME.found lists the findings, HANDBILL_UPDATE_GOLDENS=1 writes it anew."""

import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
from functools import partial

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import main  # tests/tap.py

HANDBILL, FOLDER = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()


def findings(layout, event, options=()):
    run = subprocess.run([HANDBILL, "check", event, "-l", layout, "--now", "2025-01-01", "--no-brand", "--diagnostics", "json", *options],
                         capture_output=True, text=True, cwd=FOLDER, timeout=60, check=False)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    found = [f'{line["severity"]} {line["code"]}: {line["text"]}' for line in lines if "code" in line]
    assert run.returncode in (0, 1), run.stderr
    assert "summary" in lines[-1], run.stderr
    for line in lines[:-1]:
        if line["code"].startswith("preflight/") and line["code"] != "preflight/scrim":
            assert line.get("hint"), f'{line["code"]} has no cure'
            assert line.get("line"), f'{line["code"]} has no place'
    return found


def check(layout):
    event = layout.with_name(layout.stem + ".event.yaml")
    options = re.search(r"^# options: (.*)$", layout.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = findings(layout, event if event.exists() else FOLDER / "good.event.yaml", shlex.split(options[1]) if options else ())
    golden = layout.with_suffix(".found")
    text = "".join(line + "\n" for line in found)
    if os.environ.get("HANDBILL_UPDATE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    wanted = golden.read_text(encoding="utf-8") if golden.exists() else ""
    assert text == wanted, f"got\n{text}wanted\n{wanted}"
    assert text, "nothing was found"


def check_good(size):
    found = findings(FOLDER / "good.yaml", FOLDER / "good.event.yaml", ("-s", size))
    assert not found, "\n".join(found)


def there_are_thirty():
    assert len(LAYOUTS) >= 30, len(LAYOUTS)


LAYOUTS = sorted(path for path in (FOLDER / "bad").glob("*.yaml") if not path.name.endswith(".event.yaml"))
TESTS = [(f"good on {size}", partial(check_good, size)) for size in ("letter", "a4", "a5", "a3", "1080p-portrait")]
TESTS += [(layout.stem, partial(check, layout)) for layout in LAYOUTS] + [there_are_thirty]


if __name__ == "__main__":
    sys.exit(main(TESTS))
