#!/usr/bin/env python3
"""The set-up and the counting of the test run, on machines made of small scripts: test_setup.py SOURCE-ROOT; TAP."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import check, equal, main  # tests/tap.py

ROOT = pathlib.Path(sys.argv[1]).resolve()
SETUP = ROOT / "samples" / "setup"


def script(folder, name, text):
    path = pathlib.Path(folder) / name
    path.write_text("#!/bin/sh\n" + text, encoding="utf-8")
    path.chmod(0o755)


def machine(folder, *, missing=(), root=True, sudo=False, apt=True, knows=lambda name: True):
    """A PATH with the plain tools and our own package manager, which writes down what it is told."""
    for name in ("sh", "env", "printf", "awk", "tr", "cat", "mktemp", "rm"):
        (pathlib.Path(folder) / name).symlink_to(shutil.which(name))
    script(folder, "id", f"echo {0 if root else 1000}\n")
    if sudo:
        script(folder, "sudo", 'echo sudo >>"$LOG"; exec "$@"\n')
    if apt:
        installed = f'for name in "$@"; do case " {" ".join(missing)} " in *" $name "*) ;; *) echo "$name installed";; esac; done; exit 1\n'
        script(folder, "dpkg-query", "shift 3\n" + installed)
        script(folder, "apt-get", 'echo "apt-get $* $DEBIAN_FRONTEND" >>"$LOG"\n')
        known = "\n".join(f'[ "$2" != {name} ] || exit 100' for name in missing if not knows(name))
        script(folder, "apt-cache", known + "\nexit 0\n")


def set_up(what, **world):
    with tempfile.TemporaryDirectory() as folder:
        machine(folder, **world)
        log = pathlib.Path(folder) / "log"
        env = {"PATH": folder, "LOG": str(log), "TMPDIR": folder}
        done = subprocess.run(["/bin/sh", "-euc", f". {SETUP}; set_up {what}"], env=env, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr, log.read_text().splitlines() if log.exists() else []


def nothing_missing():
    equal(set_up("test"), (0, "", "", []), "set-up")


def one_missing():
    status, out, err, log = set_up("build", missing=["meson"])
    check("meson" in err, err)
    equal((status, out, log), (0, "", ["apt-get -q update noninteractive", "apt-get -qy --no-install-recommends install meson noninteractive"]), "set-up")


def one_of_two_is_enough():
    equal(set_up("build", missing=["gcc"]), (0, "", "", []), "set-up")


def the_known_one_of_two():
    _, _, _, log = set_up("test", missing=["libclang-rt-dev", "libclang-rt-14-dev", "libclang-common-14-dev"], knows=lambda name: name == "libclang-common-14-dev")
    equal(log[-1:], ["apt-get -qy --no-install-recommends install libclang-common-14-dev noninteractive"], "last call")


def tests_need_more():
    equal(set_up("build", missing=["qpdf"])[3], [], "calls for the build")
    check("qpdf" in set_up("test", missing=["qpdf"])[3][-1])


def with_sudo():
    status, _, _, log = set_up("build", missing=["meson"], root=False, sudo=True)
    check(status == 0 and log[0] == "sudo" and log[1].startswith("apt-get"), status, log)


def without_sudo():
    status, _, err, log = set_up("build", missing=["meson"], root=False)
    check(status == 1 and log == [] and "apt-get install meson" in err, status, log, err)


def elsewhere():
    status, _, err, _ = set_up("build", apt=False)
    check(status == 1 and all(word in err for word in ("dnf install", "pacman -S", "brew install")), status, err)


def tests_elsewhere_need_more():
    build, tests = set_up("build", apt=False)[2], set_up("test", apt=False)[2]
    lines = [line for line in tests.splitlines() if line.startswith("  ")]
    check("qpdf" not in build and len(lines) == 3 and all("qpdf" in line and "zbar" in line for line in lines), build, tests)


def modules_are_mesons():
    """What meson.build asks pkg-config for is what the set-up looks for."""
    asked = set()
    for path in [ROOT / "meson.build", *ROOT.glob("src/*/meson.build"), *ROOT.glob("tests/*/meson.build")]:
        asked |= set(re.findall(r"\bdependency\('([^']+)'", path.read_text(encoding="utf-8")))
    listed = re.search(r"^modules='([^']*)'", SETUP.read_text(encoding="utf-8"), re.MULTILINE)
    equal(asked, set(listed[1].split()), "modules")


def programs_are_listed():
    """What tests look for before they skip is what the set-up names, but for what a machine has anyway or nobody need have."""
    used = set()
    for path in [*ROOT.glob("tests/*/*.py"), *ROOT.glob("tests/*/*.c")]:
        used |= set(re.findall(r'\b(?:tool|which|judge|ask\(folder,)[( ](?:\(const char \*\[\]\)\{)?"([a-z0-9-]+)"', path.read_text(encoding="utf-8")))
    listed = re.search(r"^test_programs='([^']*)'", SETUP.read_text(encoding="utf-8"), re.MULTILINE)[1].split()
    check({"qpdf", "gs"} < used, used)
    equal(used - {"localedef"} - set(listed), set(), "programs that are not listed")


def count(*logs, broken=0):
    """The status and last line of count.py over logs of (result, stdout) tests."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, log in enumerate(logs):
            paths.append(os.path.join(folder, f"{number}.json"))
            with open(paths[-1], "w", encoding="utf-8") as file:
                file.writelines(json.dumps({"name": "x", "result": result, "stdout": stdout}) + "\n" for result, stdout in log)
        done = subprocess.run([sys.executable, ROOT / "tests" / "count.py", str(broken), *paths], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()[-1]


COUNTS = [
    ("all good", [[("OK", "1..2\nok 1 a\nok 2 b\n")], [("OK", "")]], 0, (0, "3 passed, 0 failed")),
    ("one point failed", [[("FAIL", "ok 1 a\nnot ok 2 b\n")]], 0, (1, "1 passed, 1 failed")),
    ("died after good points", [[("ERROR", "ok 1 a\n")]], 0, (1, "1 passed, 1 failed")),
    ("ran out of time", [[("TIMEOUT", "")], [("OK", "ok 1 a")]], 0, (1, "1 passed, 1 failed")),
    ("skipped points", [[("OK", "ok 1 a # SKIP no tool\nok 2 b\n")]], 0, (0, "1 passed, 0 failed, 1 skipped")),
    ("skipped test", [[("SKIP", "")], [("OK", "")]], 0, (0, "1 passed, 0 failed, 1 skipped")),
    ("expected failure", [[("OK", "not ok 1 a # TODO later\n")]], 0, (0, "1 passed, 0 failed")),
    ("no points in prose", [[("OK", "okay\n  not ok 1 inner\nok 1 a\n")]], 0, (0, "1 passed, 0 failed")),
    ("a build broke", [[("OK", "ok 1 a\n")]], 1, (1, "1 passed, 1 failed")),
    ("an empty log", [[], [("OK", "ok 1 a")]], 0, (1, "1 passed, 1 failed")),
    ("nothing at all", [], 0, (1, "0 passed, 1 failed")),
]


def failures_are_named():
    """In the order of the run, before the closing line."""
    log = [("FAIL", "not ok 1 /a/b c\nok 2 x\nnot ok 3 - d # TODO\nnot ok 4 - e\n"), ("OK", "ok 1 f\n"), ("TIMEOUT", "ok 1 g\n")]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "build" / "log.json"
        path.parent.mkdir()
        path.write_text("".join(json.dumps({"name": "t", "result": result, "stdout": stdout}) + "\n" for result, stdout in log), encoding="utf-8")
        done = subprocess.run([sys.executable, ROOT / "tests" / "count.py", "0", "build/log.json"], cwd=folder, capture_output=True, text=True, check=False)
    equal(done.stdout.splitlines(), ["FAILED: build: t: /a/b c", "FAILED: build: t: e", "FAILED: build: t: timeout", "4 passed, 3 failed"], "lines")


def counts(logs, broken, wanted):
    return lambda: equal(count(*logs, broken=broken), wanted, "status and last line")


TESTS = [nothing_missing, one_missing, one_of_two_is_enough, the_known_one_of_two, tests_need_more, with_sudo, without_sudo, elsewhere,
         tests_elsewhere_need_more, modules_are_mesons, programs_are_listed, failures_are_named]
TESTS += [(f"count: {name}", counts(logs, broken, wanted)) for name, logs, broken, wanted in COUNTS]


if __name__ == "__main__":
    sys.exit(main(TESTS, sys.argv[2:]))
