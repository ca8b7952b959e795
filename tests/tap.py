"""Tests in Python: how they are run, and told as TAP."""

import inspect
import pathlib
import tempfile


class Skipped(Exception):
    """This machine cannot do that test."""


def check(condition, *story):
    assert condition, " ".join(str(part) for part in story)


def equal(got, wanted, what):
    assert got == wanted, f"{what}: got {got!r}, wanted {wanted!r}"


def none(faults):
    """Each fault is a line of the story."""
    assert not faults, "\n".join(map(str, faults))


def named(test):
    """A test is a function, whose name says what holds, or a name and a function."""
    return test if isinstance(test, tuple) else (test.__name__.replace("_", " "), test)


def call(test):
    """One that takes something gets a fresh folder."""
    if not inspect.signature(test).parameters:
        test()
        return
    with tempfile.TemporaryDirectory(prefix="handbill-test-") as folder:
        test(pathlib.Path(folder).resolve())


def attempt(test):
    """What stands before the number, and behind the name."""
    try:
        call(test)
    except Skipped as reason:
        return "ok", f" # SKIP {reason}"
    except Exception as fault:  # whatever it is, the other tests still run
        kind = "" if isinstance(fault, AssertionError) else f"{type(fault).__name__}: "
        return "not ok", "\n# " + f"{kind}{fault}"[:4000].replace("\n", "\n# ")
    return "ok", ""


def main(tests, only=()):
    """Runs the tests, or only those named; returns the status to exit with."""
    chosen = [(name, test) for name, test in map(named, tests) if not only or name in only or name.replace(" ", "_") in only]
    failed = False
    print(f"1..{len(chosen)}")
    for number, (name, test) in enumerate(chosen, 1):
        verdict, story = attempt(test)
        failed = failed or verdict != "ok"
        print(f"{verdict} {number} {name}{story}", flush=True)
    return 1 if failed else 0
