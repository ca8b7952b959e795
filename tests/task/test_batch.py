#!/usr/bin/env python3
"""Many posters at once: test_batch.py HANDBILL FAULTY SOURCE-ROOT [TEST…]; TAP. FAULTY is the program with the faults of fault.c."""

import fcntl
import hashlib
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import Skipped, equal, main  # tests/tap.py

HANDBILL, FAULTY = (os.path.abspath(path) for path in sys.argv[1:3])
ROOT = pathlib.Path(sys.argv[3]).resolve()
ENV = {**os.environ, "G_DEBUG": "fatal-criticals", "SOURCE_DATE_EPOCH": "1735689600", "HANDBILL_DATA": str(ROOT)}
MANIFEST = "handbill-manifest.json"


def event(number, **more):
    day = 1 + number % 28
    return {"id": f"talk-{number:03}", "title": f"Talk {number} on tides", "speakers": [{"name": f"Ada {number}"}], "venue": "House",
            "start": f"2025-{1 + number // 28 % 12:02}-{day:02}T16:00", "abstract": "Water comes and goes. " * 8, **more}


def write_events(folder, events, name="events.jsonl"):
    path = pathlib.Path(folder) / name
    path.write_text("".join(json.dumps(one) + "\n" for one in events), encoding="utf-8")
    return path


def run(folder, *arguments, program=HANDBILL, env=None, timeout=120):
    return subprocess.run([program, "render", *map(str, arguments)], cwd=folder, capture_output=True, env={**ENV, **(env or {})}, timeout=timeout,
                          check=False, text=True)


def files(folder, suffix=""):
    return sorted(str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*") if path.is_file() and path.name.endswith(suffix))


def sums(folder, suffix=".pdf"):
    return {name: hashlib.sha256((pathlib.Path(folder) / name).read_bytes()).hexdigest() for name in files(folder, suffix)}


def manifest(folder):
    return json.loads((pathlib.Path(folder) / MANIFEST).read_text(encoding="utf-8"))["posters"]


def no_litter(folder):
    left = [name for name in files(folder) if "/." in "/" + name]
    equal(left, [], "hidden files left behind")


# ---- one that fails costs itself alone ----

def five_of_two_hundred_fail(folder):
    poison = {17: {"id": "fault-crash"}, 60: {"id": "fault-hang"}, 99: {"id": "fault-memory"}, 140: {"title": "W" * 9000},
              183: {"venue": "blocked"}}
    write_events(folder, [event(number, **poison.get(number, {})) for number in range(200)])
    os.makedirs(f"{folder}/out")
    pathlib.Path(folder, "out", "blocked").write_text("a file where a folder should be")
    pattern = ["-o", "out/{{venue}}/{{id}}.pdf", "-j", "3", "--time-limit", "5", "--memory-limit", "300"]
    done = run(folder, "events.jsonl", *pattern, program=FAULTY)
    equal(done.returncode, 1, done.stderr)
    made = files(f"{folder}/out", ".pdf")
    equal(len(made), 195, "posters")
    equal(done.stdout.split(), ["out/" + name for name in made], "order of the posters told")
    errors = re.findall(r"^(?:[^\n]*: )?error: [^\n]*$", done.stderr, re.MULTILINE)
    equal(len(errors), 5, "\n".join(errors))
    for number, code in [(17, "task/crashed"), (60, "task/too-slow"), (99, "task/too-large")]:
        assert any(f'"Talk {number} on tides"' in line and f":{number + 1}:" in line and f"[{code}]" in line for line in errors), (code, errors)
    assert any("[layout/does-not-fit]" in line for line in errors) and any("out/blocked/talk-183.pdf" in line for line in errors), errors
    for also in ("events.jsonl:141:", 'events.jsonl:184:1: the event "Talk 183 on tides"'):
        assert also in done.stderr, done.stderr
    assert "195 posters, 5 events failed" in done.stderr, done.stderr[-200:]
    failed = [one for one in manifest(f"{folder}/out") if one.get("failed")]
    equal(len(failed), 5, "failures in the manifest")
    no_litter(folder)
    again = run(folder, "events.jsonl", *pattern, program=FAULTY)
    equal((again.returncode, again.stdout), (1, ""), "only the failures are tried again")
    assert "0 posters, 195 unchanged, 5 events failed" in again.stderr, again.stderr[-200:]


def the_other_sizes_of_a_crash(folder):
    """What stands on the other layouts and sizes is made by the next worker."""
    write_events(folder, [event(1), event(2, id="fault-crash"), event(3)])
    done = run(folder, "events.jsonl", "-o", "out/{{title}}.pdf", "-s", "a4", "-s", "a5", "-f", "pdf,svg", program=FAULTY)
    equal(done.returncode, 1, done.stderr)
    equal(done.stderr.count("[task/crashed]"), 2, done.stderr)
    equal(len(files(f"{folder}/out", ".pdf") + files(f"{folder}/out", ".svg")), 8, "files of the other two")


def no_poster_pays_for_an_idle_death(folder):
    """A worker that dies before it begins is replaced, and the poster that it was told of is made."""
    write_events(folder, [event(1, id="fault-idle"), event(2), event(3), event(4)])
    for number, more in enumerate([["-j1"], ["-j2"], ["-j1", "-s", "a5", "-s", "a6"]]):
        done = run(folder, "events.jsonl", "-o", f"out{number}/{{{{title}}}}.pdf", *more, program=FAULTY)
        equal((done.returncode, "[task/" in done.stderr), (0, False), done.stderr)
        equal(len(done.stdout.splitlines()), 8 if "a6" in more else 4, "posters")


# ---- the same bytes ----

def same_bytes(folder):
    write_events(folder, [event(number) for number in range(24)])
    seen = []
    for name, more, env in [("a", ["-j1"], {}), ("b", ["-j8"], {}), ("c", ["-j8"], {}),
                            ("d", ["-j2"], {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8", "HOME": folder, "COLUMNS": "20"})]:
        done = run(folder, "events.jsonl", "-o", f"{name}/{{{{id}}}}", "-f", "pdf,png,svg", "-s", "a5", *more, env=env)
        equal(done.returncode, 0, done.stderr)
        seen.append((sums(f"{folder}/{name}", ".pdf"), sums(f"{folder}/{name}", ".png"), sums(f"{folder}/{name}", ".svg"),
                     done.stdout.replace(f"{name}/", ""), done.stderr))
    equal(len(seen[0][0]) + len(seen[0][1]) + len(seen[0][2]), 72, "files")
    for other in seen[1:]:
        equal(other, seen[0], "bytes and order")


# ---- again and again ----

def again(folder):
    events = [event(number) for number in range(12)]
    write_events(folder, events)
    command = ["events.jsonl", "-o", "out/{{id}}.pdf"]
    first = run(folder, *command)
    equal((first.returncode, len(first.stdout.split())), (0, 12), first.stderr)
    before = {name: os.stat(f"{folder}/out/{name}").st_mtime_ns for name in files(f"{folder}/out")}
    second = run(folder, *command)
    equal((second.returncode, second.stdout), (0, ""), second.stderr)
    assert "0 posters, 12 unchanged" in second.stderr, second.stderr
    equal({name: os.stat(f"{folder}/out/{name}").st_mtime_ns for name in files(f"{folder}/out")}, before, "nothing was written")

    def makes(what, wanted, *more):
        got = run(folder, *command, *more)
        equal((got.returncode, got.stdout.split()), (0, [f"out/{name}.pdf" for name in wanted]), f"{what}: {got.stderr}")
        equal(run(folder, *command, *more).stdout, "", f"after {what}")

    events[3]["abstract"] = "Another one."
    write_events(folder, events)
    makes("one event changed", ["talk-003"])
    os.unlink(f"{folder}/out/talk-004.pdf")
    makes("one poster was lost", ["talk-004"])
    with open(f"{folder}/out/talk-005.pdf", "ab") as file:
        file.write(b"%")
    makes("one poster was changed", ["talk-005"])
    os.utime(f"{folder}/out/talk-006.pdf")
    makes("one poster was touched only", [])
    everything = [f"talk-{number:03}" for number in range(12)]
    makes("a colour", everything, "--set", "accent=#005ea8")
    makes("back", everything)
    equal(len(run(folder, *command, "--force").stdout.split()), 12, "--force")
    pathlib.Path(folder, "mine.yaml").write_text("extends: seminar\n")
    makes("a layout", everything, "-l", "mine.yaml")
    pathlib.Path(folder, "mine.yaml").write_text("extends: seminar\nstyles: {headline: {color: black}}\n")
    makes("a changed layout", everything, "-l", "mine.yaml")
    command[0] = "other.jsonl"
    write_events(folder, events + [event(50)], "other.jsonl")
    makes("one more", ["talk-050"], "-l", "mine.yaml")


def pictures_count(folder):
    shutil.copy(ROOT / "samples/pictures/astronomer.svg", f"{folder}/face.svg")
    write_events(folder, [event(1, speakers=[{"name": "Ada", "photo": "face.svg"}]), event(2), event(3, speakers=[{"name": "B", "photo": "late.svg"}])])
    command = ["events.jsonl", "-o", "out/{{id}}.pdf"]
    equal(len(run(folder, *command).stdout.split()), 3, "first")
    equal(run(folder, *command).stdout, "", "again")
    shutil.copy(ROOT / "samples/pictures/naturalist.svg", f"{folder}/face.svg")
    equal(run(folder, *command).stdout, "out/talk-001.pdf\n", "another face")
    shutil.copy(ROOT / "samples/pictures/naturalist.svg", f"{folder}/late.svg")
    equal(run(folder, *command).stdout, "out/talk-003.pdf\n", "a face that was missing")


def prune(folder):
    events = [event(number) for number in range(6)]
    write_events(folder, events)
    command = ["events.jsonl", "-o", "out/{{id}}.pdf"]
    run(folder, *command)
    run(folder, "events.jsonl", "-o", "out/screen-{{id}}.png", "-s", "480x640")
    pathlib.Path(folder, "out/mine.pdf").write_text("not made by the program")
    with open(f"{folder}/out/talk-001.pdf", "ab") as file:
        file.write(b"% my note")
    write_events(folder, events[3:])
    plain = run(folder, *command)
    assert "3 files of events that are gone are left" in plain.stderr, plain.stderr
    dry = run(folder, *command, "--prune", "--dry-run")
    equal([line.split() for line in dry.stdout.splitlines() if line.startswith("remove")],
          [["remove", f"out/talk-00{number}.pdf"] for number in (0, 2)], "dry run")
    equal(len(files(f"{folder}/out", ".pdf")), 7, "nothing removed yet")
    broken = pathlib.Path(folder, "events.jsonl").read_text()
    pathlib.Path(folder, "events.jsonl").write_text(broken + "{broken\n")
    refused = run(folder, *command, "--prune")
    assert "[task/not-pruned]" in refused.stderr and len(files(f"{folder}/out", ".pdf")) == 7, refused.stderr
    equal(refused.stdout, "", "nothing removed, nothing told")
    pathlib.Path(folder, "events.jsonl").write_text(broken)
    pruned = run(folder, *command, "--prune")
    assert "[task/changed-file]" in pruned.stderr, pruned.stderr
    equal(pruned.stdout.splitlines(), ["removed out/talk-000.pdf", "removed out/talk-002.pdf"], "what is told")
    equal(files(f"{folder}/out", ".pdf"), ["mine.pdf", "talk-001.pdf", "talk-003.pdf", "talk-004.pdf", "talk-005.pdf"], "what is left")
    equal(len(files(f"{folder}/out", ".png")), 6, "another command's posters")
    nightly = ["events.jsonl", "-o", "soon/{{id}}.png", "-s", "480x270", "--upcoming", "--prune", "--playlist"]
    run(folder, *nightly, "--now", "2025-01-01")
    over = run(folder, *nightly, "--now", "2025-01-06")
    equal(over.stdout.split(), ["soon/playlist.json", "soon/playlist.html", "removed", "soon/talk-003.png"], over.stderr)
    none = run(folder, *nightly, "--now", "2025-02-01")
    equal((none.returncode, files(f"{folder}/soon", ".png"), '"file"' in pathlib.Path(folder, "soon/playlist.json").read_text()), (0, [], False), none.stderr)


def prune_outside(folder):
    """A manifest from elsewhere names a file of another folder: it is none of ours, and stays."""
    write_events(folder, [event(number) for number in range(3)])
    command = ["events.jsonl", "-o", "out/{{id}}.pdf"]
    run(folder, *command)
    shutil.move(f"{folder}/out/talk-002.pdf", f"{folder}/talk-002.pdf")
    manifest = pathlib.Path(folder, "out", MANIFEST)
    manifest.write_text(manifest.read_text().replace('"talk-002.pdf"', '"../talk-002.pdf"'))
    write_events(folder, [event(number) for number in range(2)])
    run(folder, *command, "--prune")
    assert pathlib.Path(folder, "talk-002.pdf").exists(), "a file outside the folder"


def manifest_when(folder):
    write_events(folder, [event(1)], "one.jsonl")
    write_events(folder, [event(1), event(2)])
    run(folder, "one.jsonl", "-o", "a/{{id}}.pdf", "-s", "a4", "-s", "a5")
    assert MANIFEST not in files(f"{folder}/a"), "one event keeps none"
    run(folder, "one.jsonl", "-o", "b/{{id}}.pdf", "--manifest")
    assert MANIFEST in files(f"{folder}/b"), "asked for"
    run(folder, "events.jsonl", "-o", "c/{{id}}.pdf", "--no-manifest")
    assert MANIFEST not in files(f"{folder}/c"), "not wanted"
    run(folder, "events.jsonl", "-o", "d/{{start | date: %Y}}/{{id}}.pdf")
    assert MANIFEST in files(f"{folder}/d"), "in the folder that all are below"
    pathlib.Path(folder, "d", MANIFEST).write_text('{"posters": []}')
    spoilt = run(folder, "events.jsonl", "-o", "d/{{start | date: %Y}}/{{id}}.pdf")
    assert "[task/bad-manifest]" in spoilt.stderr and len(spoilt.stdout.split()) == 2, spoilt.stderr
    whole = pathlib.Path(folder, "d", MANIFEST).read_bytes()
    pathlib.Path(folder, "d", MANIFEST).write_bytes(whole.replace(b"Talk", b"T\xfflk", 1))
    spoilt = run(folder, "events.jsonl", "-o", "d/{{start | date: %Y}}/{{id}}.pdf")
    assert b"Talk" in whole and "[task/bad-manifest]" in spoilt.stderr, spoilt.stderr


# ---- names ----

def names_that_are_the_same(folder):
    same = {"speakers": [{"name": "Ada"}], "start": "2025-03-04T16:00"}
    events = [event(1, **same), event(2, **same), event(3), event(4, **{**same, "speakers": [{"name": "ADA"}]})]
    write_events(folder, events)
    first = run(folder, "events.jsonl", "-o", "out/{{speaker}}.pdf")
    equal(first.returncode, 0, first.stderr)
    names = files(f"{folder}/out", ".pdf")
    equal(len(names), 4, names)
    assert sum(bool(re.fullmatch(r"(?i:ada)-[0-9a-f]{6}\.pdf", name)) for name in names) == 3 and "Ada 3.pdf" in names, names
    write_events(folder, events[::-1], "turned.jsonl")
    run(folder, "turned.jsonl", "-o", "other/{{speaker}}.pdf")
    equal(sums(f"{folder}/other"), sums(f"{folder}/out"), "in another order")
    fixed = run(folder, "events.jsonl", "-o", "fixed.pdf")
    equal((fixed.returncode, fixed.stdout), (1, "fixed.pdf\n"), fixed.stderr)
    equal((fixed.stderr.count("[task/same-name]"), fixed.stderr.count("the event \"Talk "), fixed.stderr.count("hint:")), (3, 3, 1), fixed.stderr)
    write_events(folder, [event(1), event(1), event(2)], "twice.jsonl")
    twice = run(folder, "twice.jsonl", "-o", "twice/{{id}}.pdf")
    equal((twice.returncode, len(twice.stdout.split())), (0, 2), twice.stderr)
    assert "[task/same-event]" in twice.stderr, twice.stderr


def names_that_harm(folder):
    titles = ["../../up", "a/b\\c:d*e?f\"g<h>i|j", "CON", "com1.x", "nul", "tail. . ", "turn\u202eed", "cafe\u0301", "line\nbreak", "x" * 400,
              "\u65e5\u672c\u8a9e" * 60, ".hidden", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "tab\there", "-rf", "nul .x", "lpt\u00b2", "CONIN$"]
    write_events(folder, [event(number, title=title) for number, title in enumerate(titles)])
    done = run(folder, "events.jsonl", "-o", "out/{{title}}")
    equal(done.returncode, 0, done.stderr)
    made = [name for name in files(f"{folder}/out") if name != MANIFEST]
    equal(len(made), len(titles), made)
    equal(files(folder), sorted(["events.jsonl", f"out/{MANIFEST}"] + [f"out/{name}" for name in made]), "nothing outside")
    for name in made:
        assert len(name.encode()) <= 200, name
        assert not re.search(r'[\x00-\x1f\\:*?"<>|\u202e]', name) and not name.startswith(".") and not name.endswith((".", " ")), repr(name)
        assert name.split(".")[0].strip().lower() not in ("con", "nul", "com1", "lpt\u00b2", "conin$") and not name.startswith("-"), name
    assert "caf\u00e9" in made, made


def names_without_words(folder):
    """Who has none of the pattern's words gets a name all the same; a pattern that is wrong is told once."""
    write_events(folder, [event(1), event(2, title="\u5149\u306e\u8a71"), event(3, speakers=[], title="\u5149"), event(4, course="Tides")])
    done = run(folder, "events.jsonl", "-o", "out/{{title | slug}}.svg")
    equal((done.returncode, files(f"{folder}/out", ".svg")), (0, ["2025-01-03-ada-2.svg", "2025-01-04.svg", "talk-1-on-tides.svg", "talk-4-on-tides.svg"]), done.stderr)
    for pattern, code in [("{{titel}}", "template/unknown-name"), ("{{title | slag}}", "template/unknown-filter"), ("{{title", "template/unclosed")]:
        wrong = run(folder, "events.jsonl", "-o", f"out2/{pattern}.pdf")
        equal((wrong.returncode, wrong.stdout, wrong.stderr.count("error:"), wrong.stderr.count(f"[{code}]")), (3, "", 1, 1), wrong.stderr)
    assert not os.path.exists(f"{folder}/out2"), "nothing made"
    some = run(folder, "events.jsonl", "-o", "out3/{{course}}.pdf")
    equal((some.returncode, some.stdout, some.stderr.count("also: events.jsonl:")), (1, "out3/Tides.pdf\n", 3), some.stderr)


# ---- stopping ----

def wait_for(folder, count, going):
    """Until so many posters are there."""
    end = time.monotonic() + 60
    while len(files(folder, ".pdf")) < count:
        assert going.poll() is None and time.monotonic() < end, "it made none"
        time.sleep(0.02)


def slow_events(folder, count):
    write_events(folder, [event(number, id=f"slow-{number:03}") for number in range(count)])


def ctrl_c(folder):
    slow_events(folder, 120)
    command = [FAULTY, "render", "events.jsonl", "-o", "out/{{id}}.pdf", "-j2"]
    with subprocess.Popen(command, cwd=folder, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True) as going:
        wait_for(folder, 10, going)
        os.killpg(going.pid, signal.SIGINT)
        out, err = going.communicate(timeout=60)
    equal(going.returncode, 130, err)
    made = files(f"{folder}/out", ".pdf")
    assert 10 <= len(made) < 120 and "stopped" in err, (len(made), err)
    equal(sorted(file["path"] for one in manifest(f"{folder}/out") for file in one["files"]), made, "the manifest")
    no_litter(folder)
    rest = run(folder, *command[2:], program=FAULTY)
    equal((rest.returncode, len(rest.stdout.split())), (0, 120 - len(made)), rest.stderr)


def killed(folder):
    """Nobody writes the manifest then; the journal tells the next run what is whole."""
    slow_events(folder, 60)
    command = [FAULTY, "render", "events.jsonl", "-o", "out/{{id}}.pdf", "-j2"]
    with subprocess.Popen(command, cwd=folder, env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as going:
        wait_for(folder, 8, going)
        going.kill()
    time.sleep(0.5)
    made = sums(f"{folder}/out")
    rest = run(folder, *command[2:], program=FAULTY)
    equal((rest.returncode, len(rest.stdout.split())), (0, 60 - len(made)), rest.stderr)
    equal(len(files(f"{folder}/out", ".pdf")), 60, "all")
    equal({name: sum_ for name, sum_ in sums(f"{folder}/out").items() if name in made}, made, "the first ones")


def two_at_once(folder):
    slow_events(folder, 300)
    command = [FAULTY, "render", "events.jsonl", "-o", "out/{{id}}.pdf", "-j1"]
    with subprocess.Popen(command, cwd=folder, env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as going:
        wait_for(folder, 2, going)
        other = run(folder, *command[2:], program=FAULTY)
        going.terminate()  # its worker ends with it, and writes nothing while the folder is removed
    equal(other.returncode, 1, other.stderr)
    assert "[task/busy]" in other.stderr, other.stderr


# ---- telling ----

def at_terminal(folder, *arguments, both=False):
    """What came to a terminal of 60 columns: standard error, or both streams."""
    try:
        master, slave = pty.openpty()
    except OSError as fault:
        raise Skipped(f"no terminal to be had: {fault}") from fault
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    with subprocess.Popen([FAULTY, "render", *arguments], cwd=folder, env={**ENV, "TERM": "xterm", "NO_COLOR": "1"},
                          stdout=slave if both else subprocess.DEVNULL, stderr=slave) as going:
        os.close(slave)
        text = b""
        while select.select([master], [], [], 60)[0]:
            try:
                part = os.read(master, 4096)
            except OSError:
                break
            if not part:
                break
            text += part
    os.close(master)
    equal(going.returncode, 0, text)
    return text.decode()


def progress(folder):
    slow_events(folder, 60)
    command = ["events.jsonl", "-o", "out/{{id}}.pdf", "-j1"]
    text = at_terminal(folder, *command)
    bars = re.findall(r"\r(\[#* *\][^\r\033]*)\033", text)
    assert any(re.fullmatch(r"\[#+ *\] \d+ of 60, \d+(\.\d)? a second, \d+ s l?e?f?t?", bar) for bar in bars), text[:300]
    assert max(map(len, bars)) < 60, "no wider than the terminal"
    assert "60 posters" in text, text[-200:]
    some = files(f"{folder}/out", ".pdf")[::2]
    for name in some:
        os.unlink(f"{folder}/out/{name}")
    text = at_terminal(folder, *command, both=True)
    assert re.search(r"\d of 30, ", text), "what has not changed is not counted"
    lines = [line.split("\r")[-1].replace("\033[K", "") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
    equal(lines, [f"out/{name}" for name in some] + ["60 events read", "30 posters, 30 unchanged"], "what is left of it on the screen")
    plain = run(folder, *command, "--force", program=FAULTY)
    assert "\r" not in plain.stderr and "\033" not in plain.stderr, plain.stderr


def json_lines(folder):
    write_events(folder, [event(1), event(2, id="fault-crash"), event(3)])
    done = run(folder, "events.jsonl", "-o", "out/{{title}}.pdf", "--json", "-q", program=FAULTY)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    equal([(one["state"], one["event"]) for one in lines], [("made", "talk-001"), ("failed", "fault-crash"), ("made", "talk-003")], "states")
    equal(lines[0]["files"], ["out/Talk 1 on tides.pdf"], "files")
    equal(lines[1]["findings"][0]["code"], "task/crashed", "finding")


# ---- screens ----

def playlist(folder):
    events = [event(1, title="On </script> tides", end="2025-01-02T17:30"), event(2), {"title": "Always", "id": "always"}, event(4, start="2025-03-05")]
    write_events(folder, events)
    command = ["events.jsonl", "-o", "out/{{id}}.png", "-s", "480x270", "--playlist=7"]
    done = run(folder, *command)
    equal(done.returncode, 0, done.stderr)
    items = json.loads(pathlib.Path(folder, "out/playlist.json").read_text())["items"]
    equal([(one["file"], one.get("from"), one.get("until")) for one in items], [
        ("talk-001.png", "2024-12-26T16:00:00", "2025-01-02T17:30:00"), ("talk-002.png", "2024-12-27T16:00:00", "2025-01-04T00:00:00"),
        ("always.png", None, None), ("talk-004.png", "2025-02-26T00:00:00", "2025-03-06T00:00:00")], "items")
    page = pathlib.Path(folder, "out/playlist.html").read_text()
    equal(page.count("</script>"), 2, "a title that would end the list")
    inside = re.search(r'id="list">\n(.*?)</script>', page, re.DOTALL)[1]
    equal(json.loads(inside)["items"], items, "the page's own list")
    assert "http" not in page and "src=" not in page, "nothing from elsewhere"
    equal(run(folder, *command).stdout, "", "nothing changed")
    equal(json.loads(pathlib.Path(folder, "out/playlist.json").read_text())["items"], items, "of those that have not changed, too")
    dry = run(folder, *command, "--dry-run", "--force")
    equal(dry.stdout.splitlines()[-2:], ["make      out/playlist.json", "make      out/playlist.html"], dry.stderr)
    equal(run(folder, "events.jsonl", "-o", "x.pdf", "--playlist").returncode, 2, "without pictures")
    many = run(folder, "events.jsonl", "-o", "all/{{layout}}.png", "-l", "semester", "-s", "1080p", "--playlist")
    equal(many.stdout.split(), ["all/semester.png", "all/playlist.json", "all/playlist.html"], many.stderr)
    items = json.loads(pathlib.Path(folder, "all/playlist.json").read_text())["items"]
    equal([(one["from"], one["until"]) for one in items], [("2024-12-19T16:00:00", "2025-03-06T00:00:00")], "from the first event to the last")


# ---- parts ----

def shards(folder):
    write_events(folder, [event(number) for number in range(30)])
    whole = run(folder, "events.jsonl", "-o", "whole/{{id}}.pdf")
    equal(whole.returncode, 0, whole.stderr)
    made = []
    for shard in (1, 2, 4):
        done = run(folder, "events.jsonl", "-o", "parts/{{id}}.pdf", "--shard", f"{shard}/4")
        equal(done.returncode, 0, done.stderr)
        made += done.stdout.split()

    def merge():
        return subprocess.run([HANDBILL, "manifest", "merge", "parts"], cwd=folder, capture_output=True, check=False, text=True)

    for number in range(2):
        first = merge()
        assert first.returncode == 0 and "3/4 has not finished" in first.stderr and "of 3 shards are in" in first.stdout, first.stderr
        equal(first.stderr.count("has not finished"), 1, first.stderr)
    made += run(folder, "events.jsonl", "-o", "parts/{{id}}.pdf", "--shard", "3/4").stdout.split()
    equal(len(set(made)), 30, "each is made once")
    equal(len(made), 30, "and only once")
    equal((merge().returncode, merge().returncode), (0, 1), "merged, and nothing left to merge")
    equal(files(f"{folder}/parts"), files(f"{folder}/whole"), "files")
    equal(sums(f"{folder}/parts"), sums(f"{folder}/whole"), "bytes")
    equal(run(folder, "events.jsonl", "-o", "parts/{{id}}.pdf").stdout, "", "a later run of the whole")
    equal(merge().returncode, 1, "nothing to merge")


def spares_what_it_reads(folder):
    listing = pathlib.Path(folder) / "listing.txt"
    listing.write_text("Title: Tides\nDate: 2025-03-03 14:00\n")
    (pathlib.Path(folder) / "link.txt").symlink_to("listing.txt")
    for arguments in [("-o", "listing.pdf", "--alt"), ("-o", "listing.txt"), ("-o", "link.txt"), ("-o", "./x/../listing.txt")]:
        done = run(folder, "listing.txt", *arguments)
        assert "[task/over-input]" in done.stderr and done.returncode, f"{arguments}: {done.stderr}"
        assert listing.read_text().startswith("Title"), arguments
    equal(run(folder, "listing.txt", "-o", "door.pdf", "--alt").returncode, 0, "another name")


def folders_that_are_read(folder):
    """What a run leaves in a folder of events is no event of the next."""
    os.makedirs(f"{folder}/talks")
    write_events(f"{folder}/talks", [event(1), event(2)])
    os.symlink("talks", f"{folder}/link")
    command = ["talks", "-o", "talks/out/{{id}}.png", "-s", "480x270", "--playlist"]
    equal(len(run(folder, *command).stdout.split()), 4, "posters and playlist")
    again = run(folder, *command)
    equal((again.returncode, again.stdout), (0, ""), again.stderr)
    assert "0 posters, 2 unchanged" in again.stderr, again.stderr
    for output in ("talks/{{id}}.pdf", "link/new/{{id}}.pdf", "talks/../talks/out/{{id}}.pdf"):
        done = run(folder, "talks", "-o", output, "--alt")
        equal((done.stderr.count("[task/over-input]"), files(folder, ".txt"), files(folder, ".pdf")), (1, [], []), done.stderr)
    equal((run(folder, "talks", "-o", "talks/_out/{{id}}.pdf", "--alt").returncode, len(files(f"{folder}/talks/_out", ".txt"))), (0, 2), "not read")


def misuse(folder):
    write_events(folder, [event(1)])
    for arguments in (["--shard", "5/4"], ["--shard", "x"], ["-j", "0"], ["--prune", "--shard", "1/2"], ["--no-manifest", "--prune"], ["--time-limit", "no"],
                      ["-o", "-", "-l", "seminar", "-l", "plain"]):
        done = run(folder, "events.jsonl", *arguments)
        equal(done.returncode, 2, f"{arguments}: {done.stderr}")


TESTS = [five_of_two_hundred_fail, the_other_sizes_of_a_crash, no_poster_pays_for_an_idle_death, same_bytes, again, pictures_count, prune, prune_outside, manifest_when, names_that_are_the_same, names_that_harm, names_without_words,
         ctrl_c, killed, two_at_once, progress, json_lines, playlist, shards, spares_what_it_reads, folders_that_are_read, misuse]


if __name__ == "__main__":
    sys.exit(main(TESTS, sys.argv[4:]))
