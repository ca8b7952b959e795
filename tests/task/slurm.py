#!/usr/bin/env python3
"""samples/cluster on a real Slurm of one node, started for this test: slurm.py HANDBILL SOURCE-ROOT; TAP. Skips where Debian's packages
munge, slurmctld and slurmd are not installed, or where the user is not root, whom slurmd wants."""

import hashlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from functools import partial

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import main  # tests/tap.py

HANDBILL, ROOT = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
PROGRAMS = ["munged", "mungekey", "slurmctld", "slurmd", "sbatch", "sinfo"]
PATTERN = "posters/{{id}}.pdf"


def free_port():
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return some.getsockname()[1]


def configure(folder):
    name = socket.gethostname().split(".")[0]
    for part in ("state", "spool", "run"):
        os.makedirs(f"{folder}/{part}", mode=0o755)
    pathlib.Path(folder, "slurm.conf").write_text(f"""ClusterName=test
SlurmctldHost={name}(127.0.0.1)
SlurmUser=root
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
AuthType=auth/munge
AuthInfo=socket={folder}/run/munge
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/run/slurmctld.pid
SlurmdPidFile={folder}/run/slurmd.pid
SlurmctldLogFile={folder}/run/slurmctld.log
SlurmdLogFile={folder}/run/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
ReturnToService=2
NodeName={name} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
""")
    return {**os.environ, "SLURM_CONF": f"{folder}/slurm.conf", "HANDBILL": HANDBILL, "SOURCE_DATE_EPOCH": "1735689600"}


def start(folder, env):
    subprocess.run(["mungekey", "--create", "--keyfile", f"{folder}/munge.key"], check=True)
    os.chmod(f"{folder}/munge.key", 0o400)
    munge = ["munged", "--foreground", "--force", "--key-file", f"{folder}/munge.key", "--socket", f"{folder}/run/munge"]
    munge += ["--pid-file", f"{folder}/run/munged.pid", "--seed-file", f"{folder}/run/munged.seed", "--log-file", f"{folder}/run/munged.log"]
    going = []
    for command in (munge, ["slurmctld", "-D", "-i"], ["slurmd", "-D"]):
        going.append(subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        time.sleep(1)
    return going


def logs(folder):
    return "\n".join(path.read_text(errors="replace")[-1500:] for path in pathlib.Path(folder, "run").glob("*.log"))


def the_node_comes_up(folder, env):
    for _ in range(60):
        told = subprocess.run(["sinfo", "-h", "-o", "%T"], env=env, capture_output=True, text=True, check=False)
        if told.stdout.strip() in ("idle", "mixed", "allocated"):
            return
        time.sleep(0.5)
    raise AssertionError(f"the node does not come up: {told.stdout}{told.stderr}\n{logs(folder)}")


def submit(folder, env, array, **more):
    command = ["sbatch", "--wait", f"--array={array}", "--mem=0", str(ROOT / "samples/cluster/posters.slurm"), "events.jsonl", PATTERN, "-s", "a5"]
    done = subprocess.run(command, cwd=folder, env={**env, **more}, capture_output=True, text=True, timeout=120, check=False)
    out = "".join(path.read_text() for path in pathlib.Path(folder).glob("handbill-*.log"))
    return done, out


def handbill(folder, env, *arguments):
    return subprocess.run([HANDBILL, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False)


def sums(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in pathlib.Path(folder).glob("*.pdf")}


def write_events(folder):
    events = [{"id": f"t{number}", "title": f"Talk {number}", "start": "2025-03-04T16:00"} for number in range(20)]
    pathlib.Path(folder, "events.jsonl").write_text("".join(json.dumps(one) + "\n" for one in events))


def a_term_on_four(folder, env):
    write_events(folder)
    done, out = submit(folder, env, "1-4")
    assert done.returncode == 0, f"{done.stdout}{done.stderr}{out}\n{logs(folder)}"
    merged = handbill(folder, env, "manifest", "merge", "posters")
    assert merged.returncode == 0 and "has not finished" not in merged.stderr, merged.stderr
    alone = handbill(folder, env, "render", "events.jsonl", "-o", "alone/{{id}}.pdf", "-s", "a5")
    assert alone.returncode == 0, alone.stderr
    assert len(sums(f"{folder}/posters")) == 20 and sums(f"{folder}/posters") == sums(f"{folder}/alone"), "the same posters as one machine makes"
    assert handbill(folder, env, "render", "events.jsonl", "-o", PATTERN, "-s", "a5").stdout == "", "nothing is left to do"


def one_part_again(folder, env):
    shutil.rmtree(f"{folder}/posters")
    done, out = submit(folder, env, "1,2,4", PARTS="4")
    assert done.returncode == 0, f"{done.stderr}{out}"
    merged = handbill(folder, env, "manifest", "merge", "posters")
    assert "shard 3/4 has not finished" in merged.stderr, merged.stderr
    done, out = submit(folder, env, "3", PARTS="4")
    assert done.returncode == 0, f"{done.stderr}{out}"
    assert handbill(folder, env, "manifest", "merge", "posters").returncode == 0
    assert len(sums(f"{folder}/posters")) == 20, "all"


def run():
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing or os.geteuid() != 0:
        print("1..0 # SKIP " + (f"not installed: {', '.join(missing)} (Debian: munge slurmctld slurmd)" if missing else "slurmd wants to be root"))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        env = configure(folder)
        going = start(folder, env)
        try:
            return main([(test.__name__.replace("_", " "), partial(test, folder, env)) for test in (the_node_comes_up, a_term_on_four, one_part_again)])
        finally:
            for one in reversed(going):
                one.terminate()
                one.wait(20)


if __name__ == "__main__":
    sys.exit(run())
