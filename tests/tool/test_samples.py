#!/usr/bin/env python3
"""The samples say what they are meant to say: test_samples.py HANDBILL SOURCE-ROOT; TAP."""

import datetime
import json
import sys

from calls import ROOT, Run
from tap import main


def read(name):
    events = [json.loads(line) for line in Run(ROOT / "samples", "read", "-f", "jsonl", name).lines()]
    for event in events:
        event.pop("guessed", None)
        event.pop("show_zone", None)  # the calendar has its zone for machines, the text for readers
    return events


def same_term():
    """One semester in three formats is one semester. Markdown has no label for an id."""
    calendar, table, page = read("term.ics"), read("term.csv"), read("term.md")
    assert calendar == table, "term.ics and term.csv differ"
    for event in table:
        event.pop("id")
    assert page == table, "term.md and term.csv differ"


def rich_term():
    """It shows what a term has: one room, and a week elsewhere; one hour, and a week at another; texts of every length."""
    term = read("term.csv")
    assert len(term) == 12
    for key, odd in (("location", 1), ("series", 0), ("url", 0)):
        values = [event[key] for event in term]
        assert sum(value != values[0] for value in values) == odd, key
    assert sum(event["start"][11:] != "16:00" for event in term) == 1
    assert len({datetime.date.fromisoformat(event["start"][:10]).weekday() for event in term}) == 1
    assert {"abstract" in event for event in term} == {True, False}
    assert max(len(event["speakers"]) for event in term) == 2


if __name__ == "__main__":
    sys.exit(main([same_term, rich_term], sys.argv[3:]))
