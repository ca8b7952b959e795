#!/usr/bin/env python3
"""Layouts of one's own, and the page that teaches them: test_make.py HANDBILL SOURCE-ROOT; TAP."""

import os
import pathlib
import re
import subprocess
import sys

from calls import HANDBILL, ROOT, TALK, Run
from tap import main


def frames(folder, layout):
    done = Run(folder, "render", TALK, "-l", layout, "--dump", "frames")
    assert done.status == 0, (layout, done.err)
    return done.text


def uncommented(text):
    return re.sub(r"^#(?=  |[a-z])", "", text, flags=re.MULTILINE)


def starts_as_the_other(folder):
    """As written, and with every # taken off, a new layout draws what the one does that it was made from."""
    for name in [line.split()[0] for line in Run(folder, "layouts").text.splitlines()]:
        mine = f"my-{name}"
        done = Run(folder, "layouts", "--new", mine, "--from", name)
        assert (done.status, done.text) == (0, f"{mine}.yaml\n"), done.err
        wanted = frames(folder, name)
        assert frames(folder, f"{mine}.yaml") == wanted, name
        text = (folder / f"{mine}.yaml").read_text()
        assert uncommented(text) != text
        (folder / "all.yaml").write_text(uncommented(text))
        assert frames(folder, "all.yaml") == wanted, name


def never_over_a_file(folder):
    (folder / "mine.yaml").write_text("precious\n")
    done = Run(folder, "layouts", "--new", "mine")
    assert done.status == 4 and "sink/exists" in done.err, done.err
    assert (folder / "mine.yaml").read_text() == "precious\n"


def mistakes(folder):
    done = Run(folder, "layouts", "--new", "mine", "--from", "semniar")
    assert done.status == 3 and 'did you mean "seminar"?' in done.err, done.err
    assert not (folder / "mine.yaml").exists()
    assert Run(folder, "layouts", "--new", "nowhere/mine").status == 4
    assert Run(folder, "layouts", "--new", "mine").status == 0
    assert Run(folder, "layouts", "--new", "yours", "--from", "mine.yaml").status == 0, "from one's own"
    assert frames(folder, "yours.yaml") == frames(folder, "seminar")


def debug(folder):
    """Drawn over the poster, which itself stays as it was; in every format."""
    plain = frames(folder, "seminar").splitlines()
    marks = {}
    for what in ("boxes", "baselines", "grid", "boxes,baselines,grid"):
        done = Run(folder, "render", TALK, "--debug", what, "--dump", "frames")
        assert done.status == 0, done.err
        lines = done.text.splitlines()
        assert lines[: len(plain)] == plain, what
        marks[what] = lines[len(plain) :]
        assert marks[what], what
    assert any("text seminar.yaml:" in line for line in marks["boxes"]) and any("column base.yaml:" in line for line in marks["boxes"])
    words = sum(line.startswith("line ") for line in plain)
    assert len(marks["baselines"]) == words, (len(marks["baselines"]), words)
    assert len(marks["boxes,baselines,grid"]) == sum(len(marks[what]) for what in ("boxes", "baselines", "grid"))
    for ending in ("pdf", "png", "svg"):
        Run(folder, "render", TALK, "-o", f"plain.{ending}", "-s", "a6")
        Run(folder, "render", TALK, "-o", f"debug.{ending}", "-s", "a6", "--debug", "boxes,grid")
        assert (folder / f"debug.{ending}").read_bytes() != (folder / f"plain.{ending}").read_bytes(), ending
    done = Run(folder, "render", TALK, "--debug", "boxs")
    assert done.status == 2 and 'did you mean "boxes"?' in done.err, done.err


def put(folder, text):
    """A YAML block of the page: `# FILE` is a file, `# in FILE` goes under the key that it begins with, `# at the end of FILE` goes there."""
    first, rest = text.split("\n", 1)
    match = re.fullmatch(r"# (?:(in|at the end of) )?([\w.-]+)", first)
    assert match, first
    path = folder / match[2]
    if match[1] is None:
        path.write_text(rest)
    elif match[1] == "in":
        key = rest.split("\n", 1)[0]
        old = path.read_text()
        assert old.count(f"\n{key}\n") == 1, (key, old)
        path.write_text(old.replace(f"\n{key}\n", f"\n{rest}", 1))
    else:
        path.write_text(path.read_text() + "\n" + rest)


def page(folder):
    """Every step of docs/make-a-layout.md, in its order: files are written, commands run, and what they say is compared."""
    text = (ROOT / "docs" / "make-a-layout.md").read_text()
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    (folder / "bin").mkdir()
    os.symlink(HANDBILL, folder / "bin" / "handbill")
    work = folder / "work"
    work.mkdir()
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    said, commands = None, 0
    for kind, body in blocks:
        if kind == "yaml":
            put(work, body)
        elif kind == "sh":
            assert said is None, f"what this says is not shown: {said}"
            done = subprocess.run(["sh", "-e", "-c", body], cwd=work, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  timeout=120, check=False)
            assert done.returncode == 0, (body, done.stdout)
            said, commands = done.stdout, commands + 1
        else:
            shown = "\n".join(line.rstrip() for line in said.splitlines() if not re.fullmatch(r"\d+ posters", line)) + "\n"
            assert shown == body, (body, said)
            said = None
    assert commands == 10 and said is None, commands
    assert (work / "final-a4.pdf").read_bytes().startswith(b"%PDF")


TESTS = [starts_as_the_other, never_over_a_file, mistakes, debug, page]


if __name__ == "__main__":
    sys.exit(main(TESTS, sys.argv[3:]))
