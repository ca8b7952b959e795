#!/usr/bin/env python3
"""The gallery's posters have no findings: test_gallery.py HANDBILL ROOT [all]; TAP.

Without "all": every layout on two sizes and with one brand, which changes from layout to layout."""

import json
import os
import pathlib
import subprocess
import sys
from functools import partial

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import main, none  # tests/tap.py

HANDBILL, ROOT = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
SIZES = ("letter", "1080p", "a3-landscape", "1080p-portrait", "square")
EVENTS = {"concert": "concert.yaml", "workshop": "workshop.yaml", "semester": "term.ics", "week": "term.ics", "portrait": "talk.yaml",
          "plain": "hebrew.yaml", "pattern": "japanese.yaml"}


def layouts():
    run = subprocess.run([HANDBILL, "layouts"], capture_output=True, text=True, check=True, cwd=ROOT)
    return [line.split()[0] for line in run.stdout.splitlines() if line.strip()]


def findings(layout, brand, sizes):
    house = ["--brand", f"samples/brands/{brand}/brand.yaml"] if brand else ["--no-brand"]
    few = ["--limit", "5"] if layout == "week" else []
    command = [HANDBILL, "check", "samples/" + EVENTS.get(layout, "listing.txt"), "-l", layout, "-s", ",".join(sizes), "--now", "2024-01-01",
               "--diagnostics", "json", *house, *few]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert lines and "summary" in lines[-1], run.stderr
    assert lines[-1]["summary"]["posters"] == len(sizes), run.stdout
    return [" ".join((line["code"], layout, line.get("size", ""), brand or "plain", line["text"])) for line in lines if "code" in line]


def no_findings(number, layout):
    brands = [None, *sorted(path.name for path in (ROOT / "samples" / "brands").iterdir())]
    whole = "all" in sys.argv
    for brand in brands if whole else [brands[number % len(brands)]]:
        none(findings(layout, brand, SIZES if whole else SIZES[:2]))


if __name__ == "__main__":
    sys.exit(main([(layout, partial(no_findings, number, layout)) for number, layout in enumerate(layouts())]))
