"""Calls of the program: what the tests of the command line share. The first arguments of each are HANDBILL and SOURCE-ROOT."""

import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import Skipped, check, equal  # tests/tap.py

HANDBILL = os.path.abspath(sys.argv[1])
ROOT = pathlib.Path(sys.argv[2]).resolve()
LISTING = ROOT / "samples" / "listing.txt"
TALK = ROOT / "samples" / "talk.yaml"
ERROR = re.compile(r"^(?:[^\n]+: )?error: [^\n]+ \[[a-z-]+(?:/[a-z-]+)?\]$", re.MULTILINE)


class Run:
    """One call of the program."""

    def __init__(self, cwd, *arguments, stdin=b"", env=None, limit=None, umask=None, stdout=subprocess.PIPE):
        def prepare():
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            if umask is not None:
                os.umask(umask)

        environment = {**os.environ, "G_DEBUG": "fatal-criticals", **(env or {})}
        done = subprocess.run([HANDBILL, *map(str, arguments)], cwd=cwd, input=stdin, stdout=stdout, stderr=subprocess.PIPE, env=environment,
                              preexec_fn=prepare, timeout=120, check=False)
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")

    @property
    def text(self):
        return self.out.decode()

    def lines(self):
        return self.text.splitlines()


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def refused(run, status, *words):
    """One clear line that says what and where, and the right exit status."""
    equal(run.status, status, f"exit status ({run.err.strip()})")
    errors = ERROR.findall(run.err)
    equal(len(errors), 1, f"error lines in {run.err!r}")
    check(run.err.startswith(errors[0]), "the error comes first:", run.err)
    for word in words:
        check(word in errors[0], f"{word!r} is not in {errors[0]!r}")


def tool(name):
    path = shutil.which(name)
    if not path:
        raise Skipped(f"{name} is not installed")
    return path
