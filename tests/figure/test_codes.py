#!/usr/bin/env python3
"""Codes that scan: test_codes.py HANDBILL TURN [COUNT [EVENTS]] renders posters and reads their codes with zbarimg.

Each is read from a screen of 1920 by 1080 pixels, and from the PDF drawn at 100 dots an inch, turned by three degrees and slightly out of
focus. The suite tries ten; for more: tests/figure/test_codes.py build/handbill build/tests/figure/turn 200
Half as many are codes of the event itself, for a phone's calendar.
EVENTS is a file of JSON Lines with an id and a url each; without it, made ones with addresses of 20 to 200 characters."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from functools import partial

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import main, none  # tests/tap.py

CALENDAR = """
description: A title, and the event for a phone.
extends: base
arrangements:
  - column:
      - {text: "{{title}}", fill: yes}
      - {qr: "{{event}}", width: 14%}
"""


def made(count):
    words = "comets tides ferns magnets glaciers alphabets looms lenses clocks rivers".split()
    for number in range(count):
        path = "/".join(words[(number * 7 + step * 3) % 10] for step in range(number % 20 + 1))
        yield {
            "id": f"n{number}",
            "title": f"On {words[number % 10]} and {words[(number * 3 + 1) % 10]}",
            "speaker": "Mary Somerville",
            "start": "2031-05-06T17:00",
            "url": f"https://example.org/{number}/{path}",
            "abstract": "What is known, and how it came to be known. " * (number % 7 + 1),
        }


def chosen(path, count):
    with open(path, encoding="utf-8") as file:
        events = [event for event in map(json.loads, file) if str(event.get("url", "")).startswith(("http://", "https://"))]
    return events[:count]


def read(picture):
    done = subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", str(picture)], capture_output=True, text=True, check=False)
    return done.stdout.rstrip("\n")


def is_url(text, event):
    return text == event["url"]


def is_event(text, event):
    """RFC 5545: one that a calendar takes, of the same name, at the same time."""
    text = text.replace("\r\n", "\n").replace("\n ", "")
    found = dict(line.split(":", 1) for line in text.split("\n") if ":" in line)
    start = re.sub("[-:]", "", event["start"]) + "00"
    return (text.startswith("BEGIN:VEVENT\n") and text.endswith("\nEND:VEVENT") and found.get("SUMMARY") == event["title"]
            and found.get("DTSTART") == start)


def scans(folder, turn, event, kind, is_right):
    name = folder / f"{kind}-{event['id']}"
    subprocess.run(["pdftoppm", "-r", "100", "-singlefile", "-png", f"{name}.pdf", f"{name}-page"], check=True)
    subprocess.run([turn, f"{name}-page.png", f"{name}-turned.png"], check=True)
    seen = {"screen": read(f"{name}.png"), "paper": read(f"{name}-turned.png")}
    none([f"{where}: {text!r} of {event}" for where, text in seen.items() if not is_right(text, event)])


def render(handbill, folder, events):
    source = folder / "events.jsonl"
    source.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
    layout = folder / "calendar.yaml"
    layout.write_text(CALENDAR, encoding="utf-8")
    for kind, name in (("url", "seminar"), ("calendar", layout)):
        for size, ending in (("letter", "pdf"), ("1080p", "png")):
            subprocess.run([handbill, "render", "-q", str(source), "-l", str(name), "-s", size, "-o", f"{folder}/{kind}-{{{{id}}}}.{ending}"], check=False)


def run(handbill, turn, count=10, events=None):
    if not all(shutil.which(tool) for tool in ("zbarimg", "pdftoppm")):
        print("1..0 # SKIP zbarimg or pdftoppm is not installed")
        return 0
    wanted = chosen(events, int(count)) if events else list(made(int(count)))
    calendar = [] if events else wanted[::2]
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        render(handbill, folder, wanted)
        tests = [(event, "url", is_url) for event in wanted] + [(event, "calendar", is_event) for event in calendar]
        return main([(f"{kind} {event['id']}", partial(scans, folder, turn, event, kind, is_right)) for event, kind, is_right in tests])


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
