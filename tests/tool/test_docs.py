#!/usr/bin/env python3
"""What README.md and docs/ tell a reader to type works as it stands there: test_docs.py HANDBILL SOURCE-ROOT; TAP."""

import os
import re
import shutil
import subprocess
import sys
from functools import partial

from calls import HANDBILL, ROOT, Run
from tap import equal, main, none

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = ("render", "check", "layouts", "fonts", "read", "schema", "manifest")
OTHERS = {"--array", "--cflags", "--libs", "--strip", "--tool", "--trace-children", "--help"}  # of other programs; and that which shows all others


def commands(page):
    """Calls of handbill in blocks of shell, without what follows them in a pipe."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    lines = [re.sub(r"\s+# .*", "", line) for block in blocks for line in block.splitlines()]
    return [line.replace("build/handbill", "handbill", 1) for line in lines if re.match(r"(build/)?handbill ", line)]


def user(folder):
    """A folder with files of the names that the pages use."""
    os.symlink(ROOT / "samples", folder / "samples")
    for name in ("listing.txt", "talk.yaml"):
        shutil.copy(ROOT / "samples" / name, folder)
    shutil.copy(ROOT / "samples" / "term.ics", folder / "autumn.ics")
    shutil.copytree(ROOT / "samples" / "pictures", folder / "pictures")
    shutil.copytree(ROOT / "samples" / "brands" / "science", folder / "ours")
    (folder / "bin").mkdir()
    os.symlink(HANDBILL, folder / "bin" / "handbill")


def works(lines, folder):
    user(folder)
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "SOURCE_DATE_EPOCH": "1735689600"}
    for line in lines:
        done = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False)
        equal((done.returncode, "warning" in done.stderr), (0, False), f"status and warnings of `{line}`: {done.stderr}")


def options_are_told():
    """Every option of the program stands in its help and, but for the shortest, in the pages; and no other does."""
    helps = {option for command in COMMANDS for option in re.findall(r"--[a-z][a-z-]+", Run(ROOT, command, "--help").text)}
    pages = {option for page in PAGES for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text(encoding="utf-8"))}
    none(sorted(helps - pages - {"--jobs", "--output", "--quiet", "--verbose"}) + sorted(pages - helps - OTHERS))


def links_lead_somewhere():
    none([f"{page.name}: {link}" for page in PAGES for link in re.findall(r"\]\(([^)#:]+)[^)]*\)", page.read_text(encoding="utf-8"))
          if not (page.parent / link).exists()])


TESTS = [options_are_told, links_lead_somewhere] + [(page.name, partial(works, commands(page))) for page in PAGES
                                                    if commands(page) and page.name != "make-a-layout.md"]  # test_make.py follows that one


if __name__ == "__main__":
    sys.exit(main(TESTS, sys.argv[3:]))
