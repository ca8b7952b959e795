#!/usr/bin/env python3
"""Counts the subtests in Meson's logs: count.py BROKEN-BUILDS TESTLOG.json...; names those that failed; the last line is
`N passed, N failed[, N skipped]`."""

import json
import re
import sys

POINT = re.compile(r"(not )?ok(?=\s|$)[^#]*(#\s*(?P<directive>SKIP|TODO)\b)?", re.IGNORECASE)


def count_points(output):
    """TAP points at the left margin; indented ones belong to subtests that have a point of their own."""
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for line in output.splitlines():
        point = POINT.match(line)
        if not point:
            continue
        directive = (point["directive"] or "").upper()
        if directive == "SKIP":
            counts["skipped"] += 1
        elif point[1] and directive != "TODO":
            counts["failed"] += 1
        else:
            counts["passed"] += 1
    return counts


def failed_points(output):
    """What follows the number of each point that failed."""
    for line in output.splitlines():
        point = POINT.match(line)
        if point and point[1] and (point["directive"] or "").upper() not in ("SKIP", "TODO"):
            yield re.sub(r"^not ok\s*\d*[\s-]*", "", line, flags=re.IGNORECASE) or line


def name_failures(folder, test):
    """A line for each point that failed; one with the result for a test that ended without saying what."""
    names = list(failed_points(test.get("stdout") or "")) or [test["result"].lower()]
    for name in names:
        print(f"FAILED: {folder}: {test['name']}: {name}")


def count_test(test):
    counts = count_points(test.get("stdout") or "")
    result = test["result"]
    good = result in ("OK", "EXPECTEDFAIL")
    if result == "SKIP" and not any(counts.values()):
        counts["skipped"] = 1
    elif good and not any(counts.values()):
        counts["passed"] = 1  # no TAP: the exit status is the result
    elif not good and result != "SKIP" and counts["failed"] == 0:
        counts["failed"] = 1  # died, ran out of time, or broke off its plan
    return counts


def read_log(path):
    try:
        with open(path, encoding="utf-8") as log:
            return [json.loads(line) for line in log if line.strip()]
    except (OSError, ValueError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return []


def main(broken, paths):
    total = {"passed": 0, "failed": int(broken), "skipped": 0}
    for path in paths:
        tests = read_log(path)
        if not tests:
            total["failed"] += 1  # a run without a log is no success
        for test in tests:
            counts = count_test(test)
            for key, value in counts.items():
                total[key] += value
            if counts["failed"]:
                name_failures(path.split("/")[0], test)
    if total["passed"] == 0:
        total["failed"] = max(total["failed"], 1)
    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    print(f"{total['passed']} passed, {total['failed']} failed{skipped}")
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
