#!/usr/bin/env python3
"""Many posters, beside the floor program in the same run: many.py FLOOR HANDBILL [PART…]. Prints medians; nothing here fails for being
slow. Parts: cold pdf png workers again long."""

import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

FLOOR, HANDBILL = (os.path.abspath(path) for path in sys.argv[1:3])
HERE = pathlib.Path(__file__).resolve().parent
BLOCKS = str(HERE / "poster.tsv")
EVENT = json.loads((HERE / "poster.json").read_text())
ENV = {**os.environ, "LC_ALL": "C"}


def events(folder, count, name="all.jsonl", **more):
    """The same poster so often, by names of their own."""
    path = pathlib.Path(folder) / name
    with path.open("w") as file:
        for number in range(count):
            file.write(json.dumps({**EVENT, "id": f"glow-{number:05}", **more}) + "\n")
    return str(path)


def timed(*command):
    """Processor time (all processes) and wall time, in milliseconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, env=ENV, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return ((after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)) * 1e3, wall * 1e3


def pairs(times, floor, ours):
    """Medians of both, measured in turns, so that both meet the same weather."""
    runs = [(timed(*floor), timed(*ours)) for _ in range(times)]
    return [[statistics.median(run[who][what] for run in runs) for what in (0, 1)] for who in (0, 1)]


def tell(name, floor, ours, per=1):
    print(f"{name:16} floor {floor[0] / per:7.2f} ms cpu {floor[1] / per:7.2f} wall   handbill {ours[0] / per:7.2f} ms cpu {ours[1] / per:7.2f} wall   "
          f"ratio {ours[0] / floor[0]:.2f} cpu {ours[1] / floor[1]:.2f} wall", flush=True)


def render(inputs, output, *more):
    return [HANDBILL, "render", "-q", inputs, "-o", output, "--force", *more]


def cold(folder):
    one = events(folder, 1, "one.jsonl")
    tell("pdf cold", *pairs(30, [FLOOR, BLOCKS, "1", "pdf", folder], render(one, f"{folder}/one.pdf", "-s", "letter")))


def pdf(folder):
    count = 200
    tell("pdf, one worker", *pairs(5, [FLOOR, BLOCKS, str(count), "pdf", folder], render(events(folder, count), f"{folder}/o/{{{{id}}}}.pdf", "-j1")), count)


def sizes(folder, pattern):
    return statistics.mean(path.stat().st_size for path in pathlib.Path(folder).glob(pattern))


FONTS = {"headline": ("Inter Display", 800), "series": ("Inter", 600), "season": ("Inter", 600), "speaker": ("Inter", 700), "date": ("Inter", 700),
         "heading": ("Inter", 700)}


def same_page(folder, size):
    """For the floor: the lines, sizes and colours that handbill chose (its code and links left out)."""
    dump = subprocess.run([HANDBILL, "render", str(HERE / "poster.json"), "-s", size, "--dump", "frames"], env=ENV, check=True,
                          stdout=subprocess.PIPE, text=True).stdout.splitlines()
    rows, lines = [["page", *dump[0].split("\t")[0].split()[2:4]]], []
    for cells in (line.split("\t") for line in dump[1:]):
        box = cells[1].split() if len(cells) > 1 else []
        if cells[0] == "shape rectangle":
            rows.append(["rect", *box, cells[2].split()[1]])
        elif cells[0].startswith("line "):
            _, baseline, _, size_pt = cells[2].split()
            style, color, pitch = cells[0].split()[-1], cells[3].split()[1], 0
            before = lines[-1] if lines else None
            if before and [before["x"], before["size"], before["style"], before["color"]] == [box[0], size_pt, style, color]:
                pitch = float(baseline) - before["last"]
            if pitch > 0 and (len(before["texts"]) == 1 or abs(pitch - before["pitch"]) < 0.02):
                before.update(pitch=pitch, last=float(baseline), texts=before["texts"] + [cells[4]])
            else:
                lines.append({"x": box[0], "baseline": baseline, "last": float(baseline), "pitch": float(size_pt), "size": size_pt, "style": style,
                              "color": color, "texts": [cells[4]]})
    for line in lines:
        family, weight = FONTS.get(line["style"], ("Inter", 400))
        rows.append(["lines", line["x"], line["baseline"], f"{line['pitch']:.3f}", line["size"], family, str(weight), line["color"],
                     "\u2028".join(line["texts"])])
    path = pathlib.Path(folder) / "same.tsv"
    path.write_text("".join("\t".join(row) + "\n" for row in rows))
    return str(path)


def png(folder):
    count = 40
    floor = [FLOOR, same_page(folder, "1080x1920"), str(count), "png", folder, "1080x1920"]
    tell("png 1080x1920", *pairs(3, floor, render(events(folder, count), f"{folder}/o/{{{{id}}}}.png", "-j1", "-s", "1080x1920")), count)
    print(f"                 floor {sizes(folder, 'floor-*.png'):.0f} bytes   handbill {sizes(folder, 'o/*.png'):.0f} bytes")


def floors(folder, processes, count):
    """The wall time of so many floor programs side by side, which share the posters."""
    for number in range(processes):
        os.makedirs(f"{folder}/{number}", exist_ok=True)
    start = time.monotonic()
    going = [subprocess.Popen([FLOOR, BLOCKS, str(count // processes), "pdf", f"{folder}/{number}"], env=ENV, stdout=subprocess.DEVNULL)
             for number in range(processes)]
    assert not any([one.wait() for one in going])
    return (time.monotonic() - start) * 1e3


def workers(folder):
    """Beside what the machine itself gives to two programs that know nothing of one another: its cores may share more than they show."""
    count = 400
    command = render(events(folder, count), f"{folder}/o/{{{{id}}}}.pdf")
    runs = [(floors(folder, 1, count), floors(folder, 2, count), timed(*command, "-j1")[1], timed(*command, "-j2")[1]) for _ in range(5)]
    walls = [statistics.median(run[who] for run in runs) for who in range(4)]
    for name, one, two in (("floor programs", *walls[:2]), ("workers", *walls[2:])):
        print(f"{name:16} one {count * 1e3 / one:.0f} posters a second   two {count * 1e3 / two:.0f}   {one / two:.2f} times")


def again(folder):
    command = [HANDBILL, "render", "-q", events(folder, 500), "-o", f"{folder}/o/{{{{id}}}}.pdf"]
    subprocess.run(command, env=ENV, check=True)
    times = [timed(*command) for _ in range(9)]
    print(f"500 unchanged    {statistics.median(time[0] for time in times):.0f} ms cpu   {statistics.median(time[1] for time in times):.0f} ms wall")


def own_memory(pid):
    """What it shares with no file, in MB (Linux)."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return 0


def cpu(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def long(folder):
    """BENCH_LONG posters (10000), with a manifest where BENCH_MANIFEST is set. They go as soon as they are told, for they fill a disk."""
    count = int(os.environ.get("BENCH_LONG", "10000"))
    some = events(folder, count)
    more = [] if os.environ.get("BENCH_MANIFEST") else ["--no-manifest"]
    seen = []
    with subprocess.Popen([HANDBILL, "render", some, "-o", f"{folder}/o/{{{{id}}}}.svg", "-j1", "--json", *more], env=ENV,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as going:
        for number, line in enumerate(going.stdout, 1):
            for path in json.loads(line)["files"]:
                os.unlink(path)
            if number % (count // 10) == 0 or number == count // 20:
                try:
                    worker = pathlib.Path(f"/proc/{going.pid}/task/{going.pid}/children").read_text().split()[0]
                    seen.append((number, own_memory(worker), own_memory(going.pid), cpu(worker)))
                except (OSError, IndexError):
                    pass
    for (before, _, _, start), (number, worker, parent, now) in zip(seen, seen[1:]):
        print(f"posters to {number:6}  worker {worker:.1f} MB   parent {parent:.1f} MB   {(now - start) * 1e3 / (number - before):.2f} ms cpu each")


PARTS = {"cold": cold, "pdf": pdf, "png": png, "workers": workers, "again": again, "long": long}


def main():
    for name in sys.argv[3:] or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(f"{folder}/o")
            PARTS[name](folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
