#!/usr/bin/env python3
"""What only luck finds: chaos.py FAULTY SOURCE-ROOT ROUNDS [SEED]; TAP. Each round kills a worker, kills the parent or fills the disk
at a random moment; no partial file may stand under a final name, and the next run makes exactly what is missing."""

import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import main  # tests/tap.py

FAULTY, ROUNDS = os.path.abspath(sys.argv[1]), int(sys.argv[3])
ENV = {**os.environ, "SOURCE_DATE_EPOCH": "1735689600", "HANDBILL_DATA": os.path.abspath(sys.argv[2])}
COUNT = 40
COMMAND = [FAULTY, "render", "events.jsonl", "-o", "out/{{id}}.pdf", "-j2"]


def write_events(folder):
    lines = [{"id": f"slow-{number:03}", "title": f"Talk {number} on tides", "start": "2025-03-04T16:00", "abstract": "Water comes and goes. " * 8}
             for number in range(COUNT)]
    pathlib.Path(folder, "events.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def made(folder):
    return {path.name: path.read_bytes() for path in pathlib.Path(folder, "out").glob("*.pdf")}


def workers(pid):
    """Linux: /proc/PID/task/PID/children."""
    try:
        return [int(word) for word in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def kill_worker(folder, going, moment):
    time.sleep(moment)
    some = workers(going.pid)
    if some:
        os.kill(random.choice(some), signal.SIGKILL)
    going.wait(60)


def kill_parent(folder, going, moment):
    time.sleep(moment)
    going.kill()
    going.wait(60)
    time.sleep(0.3)


def fill_disk(folder, going, moment):
    """The disk is a small tmpfs, filled at the moment, where we may mount one; else files may not grow beyond a limit."""
    time.sleep(moment)
    if os.path.ismount(f"{folder}/out"):
        try:
            with open(f"{folder}/out/.filler", "wb") as filler:
                while True:
                    filler.write(b"\0" * 4096)
                    filler.flush()
        except OSError:
            pass
    else:
        for pid in [going.pid, *workers(going.pid)]:
            try:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (9000, resource.RLIM_INFINITY))
            except OSError:
                pass
    going.wait(60)
    pathlib.Path(folder, "out", ".filler").unlink(missing_ok=True)


def one_round(fault, wanted, folder):
    os.makedirs(f"{folder}/out")
    mounted = fault is fill_disk and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", f"{folder}/out"], capture_output=True, check=False).returncode == 0
    try:
        write_events(folder)
        with subprocess.Popen(COMMAND, cwd=folder, env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as going:
            fault(folder, going, random.uniform(0.05, 0.9))
        before = made(folder)
        partial = [name for name, data in before.items() if data != wanted[name]]
        assert not partial, f"partial files: {partial}"
        rest = subprocess.run(COMMAND, cwd=folder, env=ENV, capture_output=True, text=True, timeout=120, check=False)
        assert rest.returncode == 0, rest.stderr
        assert made(folder) == wanted, "all posters, after the next run"
        missing = sorted(f"out/{name}" for name in wanted if name not in before)
        assert rest.stdout.split() == missing, f"made {len(rest.stdout.split())}, missing were {len(missing)}"
        left = [path.name for path in pathlib.Path(folder, "out").iterdir() if path.name.startswith(".") and fault is not kill_worker and fault is not kill_parent]
        assert not left, f"left behind: {left}"
        print(f"# after {len(before)} posters")
    finally:
        if mounted:
            subprocess.run(["umount", f"{folder}/out"], check=True)


def run():
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.randrange(10**6)
    random.seed(seed)
    print(f"# seed {seed}")
    with tempfile.TemporaryDirectory() as folder:
        write_events(folder)
        subprocess.run(COMMAND, cwd=folder, env=ENV, capture_output=True, check=True)
        wanted = made(folder)
    faults = [(kill_worker, kill_parent, fill_disk)[number % 3] for number in range(1, ROUNDS + 1)]
    return main([(fault.__name__, partial(one_round, fault, wanted)) for fault in faults])


if __name__ == "__main__":
    sys.exit(run())
