#!/usr/bin/env python3
"""Codes that scan: test_codes.py HANDBILL TURN [COUNT [EVENTS]] renders posters and reads their codes with zbarimg.

Each is read from a screen of 1920 by 1080 pixels, and from the PDF drawn at 100 dots an inch, turned by three degrees and slightly out of
focus. The suite tries ten; for more: tests/figure/test_codes.py build/handbill build/tests/figure/turn 200
EVENTS is a file of JSON Lines with an id and a url each; without it, made ones with addresses of 20 to 200 characters."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile


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


def check(folder, turn, event):
    name = folder / str(event["id"])
    subprocess.run(["pdftoppm", "-r", "100", "-singlefile", "-png", f"{name}.pdf", f"{name}-page"], check=True)
    subprocess.run([turn, f"{name}-page.png", f"{name}-turned.png"], check=True)
    seen = {"screen": read(f"{name}.png"), "paper": read(f"{name}-turned.png")}
    return [f"{where}: {text!r}, not {event['url']!r}" for where, text in seen.items() if text != event["url"]]


def main(handbill, turn, count=10, events=None):
    if not all(shutil.which(tool) for tool in ("zbarimg", "pdftoppm")):
        print("1..0 # SKIP zbarimg or pdftoppm is not installed")
        return 0
    wanted = chosen(events, int(count)) if events else list(made(int(count)))
    failed = 0
    print(f"1..{len(wanted)}")
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        source = folder / "events.jsonl"
        source.write_text("".join(json.dumps(event) + "\n" for event in wanted), encoding="utf-8")
        for size, ending in (("letter", "pdf"), ("1080p", "png")):
            subprocess.run([handbill, "render", "-q", str(source), "-s", size, "-o", f"{folder}/{{{{id}}}}.{ending}"], check=False)
        for number, event in enumerate(wanted, 1):
            faults = check(folder, turn, event)
            failed += bool(faults)
            print(f"{'not ' if faults else ''}ok {number} {event['id']}", *faults, sep="\n# ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
