#!/usr/bin/env python3
"""All posters of a run in one file: test_together.py HANDBILL FAULTY SOURCE-ROOT [TEST…]; TAP."""

import json
import pathlib
import re
import shutil
import subprocess
import sys

from test_batch import FAULTY, event, files, run, write_events
from tap import Skipped, equal, main


def tool(*command):
    if not shutil.which(command[0]):
        raise Skipped(f"{command[0]} is not there")
    done = subprocess.run(command, capture_output=True, check=False)
    equal(done.returncode, 0, f"{command}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def outline(path):
    return [(one["title"], one["destpageposfrom1"]) for one in json.loads(tool("qpdf", "--json", "--json-key=outlines", path))["outlines"]]


def boxes(path, kind):
    text = tool("pdfinfo", "-box", "-f", "1", "-l", "999", path).decode(errors="replace")
    return [[float(number) for number in line.split()[-4:]] for line in text.splitlines() if re.match(rf"Page +\d+ {kind}:", line)]


def events_of_a_term():
    return [event(number, url=f"https://example.org/{number}", **more) for number, more in
            enumerate([{}, {"language": "fr", "title": "Sur les marées"}, {"series": "Other"}, {}, {"start": None, "title": "Some day"}, {}])]


def one_pdf(folder):
    write_events(folder, events_of_a_term())
    done = run(folder, "events.jsonl", "-o", "out/{{id}}.pdf", "-s", "a5", "-s", "1080p", "-s", "a4", "--bundle", "term.pdf")
    equal((done.returncode, len(done.stdout.split()), done.stdout.split()[-1]), (0, 19, "term.pdf"), done.stderr)
    path = f"{folder}/term.pdf"
    tool("qpdf", "--check", path)
    marks = outline(path)
    equal([page for _, page in marks], list(range(1, 19)), "pages of the bookmarks")
    equal([title for title, _ in marks][:5] + [marks[12][0]], ["Talk 0 on tides (Jan 1, 2025), a5", "Talk 0 on tides (Jan 1, 2025), 1080p",
          "Talk 0 on tides (Jan 1, 2025), a4", "Sur les marées (2 janv. 2025), a5", "Sur les marées (2 janv. 2025), 1080p", "Some day, a5"], "bookmarks")
    sizes = [[0, 0, 419.53, 595.28], [0, 0, 1440, 810], [0, 0, 595.28, 841.89]] * 6
    equal(boxes(path, "MediaBox"), sizes, "pages")
    equal(boxes(path, "TrimBox"), sizes, "trimmed pages")
    text = tool("pdftotext", "-f", "4", "-l", "4", path, "-").decode()
    assert "marées" in text and "Talk" not in text, text
    raw = pathlib.Path(path).read_bytes()
    equal(raw.count(b"/Lang <FEFF00660072>"), 3, "French ones among English ones")
    equal((raw.count(b"/S /Art\n"), raw.count(b"/S /Document\n")), (18, 1), "one document of many articles")
    equal(raw.count(b"/Alt <"), 18, "words of the codes")
    equal(re.findall(rb"/PageMode /\w+", raw), [b"/PageMode /UseOutlines"], "bookmarks are shown")


def the_page_is_the_same(folder):
    """Nothing is lost at the edges when the size changes from page to page."""
    if not shutil.which("pdftoppm"):
        raise Skipped("pdftoppm is not there")
    write_events(folder, [event(1), event(2)])
    equal(run(folder, "events.jsonl", "-o", "out/{{id}}.pdf", "-l", "concert", "-s", "a4", "-s", "a5", "--bundle", "term.pdf").returncode, 0, "made")

    def picture(name, page):
        data = tool("pdftoppm", "-r", "72", "-f", str(page), "-l", str(page), f"{folder}/{name}")
        head = re.match(rb"P6\n(\d+) (\d+)\n255\n", data)
        width, height = int(head[1]), int(head[2])
        return width, height, data[head.end():]

    for page, name in enumerate(["talk-001-a4", "talk-001-a5", "talk-002-a4", "talk-002-a5"], 1):
        ours, own = picture("term.pdf", page), picture(f"out/{name}.pdf", 1)
        equal(ours[:2], own[:2], "size")
        far = sum(abs(a - b) > 32 for a, b in zip(ours[2], own[2]))
        assert far == 0, f"{name} is drawn otherwise in the bundle: {far} values"


def fonts_are_shared(folder):
    write_events(folder, [event(number) for number in range(20)])
    equal(run(folder, "events.jsonl", "-o", "out/{{id}}.pdf", "--bundle", "term.pdf").returncode, 0, "made")
    whole = pathlib.Path(folder, "term.pdf").stat().st_size
    parts = sum(path.stat().st_size for path in pathlib.Path(folder, "out").glob("*.pdf"))
    assert whole < parts / 2, (whole, parts)
    names = [tuple(line.split()[:2]) for line in tool("pdffonts", f"{folder}/term.pdf").decode().splitlines()[2:]]
    plain = [(name.partition("+")[2], kind) for name, kind in names]
    equal(len(set(plain)), len(plain), f"each font once: {plain}")


def the_same_bytes(folder):
    """Whatever the number of processes, and whether its posters were made now or before."""
    write_events(folder, events_of_a_term())
    seen = set()
    for more in (["-j1"], ["-j3"], ["--force"]):
        done = run(folder, "events.jsonl", "-o", "out/{{id}}.pdf", "--bundle", "term.pdf", *more)
        equal(done.returncode, 0, done.stderr)
        seen.add(pathlib.Path(folder, "term.pdf").read_bytes())
    assert "6 posters" in done.stderr, done.stderr
    again = run(folder, "events.jsonl", "-o", "out/{{id}}.pdf", "--bundle", "term.pdf")
    assert "6 unchanged" in again.stderr, again.stderr
    seen.add(pathlib.Path(folder, "term.pdf").read_bytes())
    shutil.rmtree(f"{folder}/out")
    alone = run(folder, "events.jsonl", "--bundle", "term.pdf")
    equal((alone.returncode, alone.stdout, files(folder)), (0, "term.pdf\n", ["events.jsonl", "term.pdf"]), "only the bundle")
    seen.add(pathlib.Path(folder, "term.pdf").read_bytes())
    equal(len(seen), 1, "different bundles")


def what_fails_is_left_out(folder):
    write_events(folder, [event(1), event(2, id="fault-crash"), event(3)])
    for more in (["-o", "out/{{id}}.pdf"], []):
        done = run(folder, "events.jsonl", *more, "--bundle", "term.pdf", program=FAULTY)
        equal(done.returncode, 1, done.stderr)
        assert "1 poster is not in term.pdf" in done.stderr and "[task/left-out]" in done.stderr, done.stderr
        equal(outline(f"{folder}/term.pdf"), [("Talk 1 on tides (Jan 2, 2025)", 1), ("Talk 3 on tides (Jan 4, 2025)", 2)], "the others")
    before = pathlib.Path(folder, "term.pdf").read_bytes()
    write_events(folder, [event(1, title="W" * 9000), event(2, title="W" * 9000)])
    done = run(folder, "events.jsonl", "--bundle", "term.pdf")
    assert done.returncode != 0 and "nothing was written to term.pdf" in done.stderr, done.stderr
    equal(pathlib.Path(folder, "term.pdf").read_bytes(), before, "the old one stays")


def what_breaks_it_is_left_out(folder):
    """A poster that was made, but breaks the process that puts all of them together."""
    for code, fault in [("task/crashed", "late-crash"), ("task/too-slow", "late-hang"), ("task/too-large", "late-memory")]:
        write_events(folder, [event(1), event(2, id=fault), event(3), event(4, id=fault)])
        done = run(folder, "events.jsonl", "--bundle", "term.pdf", "--time-limit", "2", "--memory-limit", "300", program=FAULTY)
        equal((done.returncode, done.stdout, done.stderr.count(f"[{code}]")), (1, "term.pdf\n", 2), done.stderr)
        assert "2 posters are not in term.pdf" in done.stderr and 'events.jsonl:2:1: error: the poster of "Talk 2' in done.stderr, done.stderr
        equal(outline(f"{folder}/term.pdf"), [("Talk 1 on tides (Jan 2, 2025)", 1), ("Talk 3 on tides (Jan 4, 2025)", 2)], "the others")
    equal([name for name in files(folder) if name.startswith(".")], [], "left behind")


def many_events_on_a_poster(folder):
    write_events(folder, [event(1), event(2)])
    done = run(folder, "events.jsonl", "-l", "semester", "-l", "seminar", "--bundle", "term.pdf")
    equal(done.returncode, 0, done.stderr)
    equal([title for title, _ in outline(f"{folder}/term.pdf")][:2], ["Talk 1 on tides (Jan 2, 2025), seminar", "Talk 2 on tides (Jan 3, 2025), seminar"], "bookmarks")
    equal(len(outline(f"{folder}/term.pdf")), 3, "bookmarks")


def sheets(folder):
    """A bookmark leads to the first tile of its poster; greys are grey."""
    write_events(folder, [event(1), event(2)])
    equal(run(folder, "events.jsonl", "-s", "a3", "--tile", "a4", "--gray", "--bundle", "term.pdf").returncode, 0, "made")
    pages = len(boxes(f"{folder}/term.pdf", "MediaBox"))
    equal([page for _, page in outline(f"{folder}/term.pdf")], [1, pages // 2 + 1], "first tiles")
    equal(run(folder, "events.jsonl", "-s", "a6", "--bleed", "3mm", "--marks", "crop", "--bundle", "cut.pdf").returncode, 0, "made")
    media, trim = boxes(f"{folder}/cut.pdf", "MediaBox"), boxes(f"{folder}/cut.pdf", "TrimBox")
    assert len(media) == 2 and all(m[2] - t[2] > 20 and t[0] > 20 for m, t in zip(media, trim)), (media, trim)
    large = run(folder, "events.jsonl", "-s", "a4", "--n-up", "9x9", "--sheet", "a6", "--bundle", "none.pdf")
    equal((large.returncode, large.stdout, "0 posters, 2 events failed" in large.stderr), (1, "", True), large.stderr)


def contact_sheet(folder):
    """Small pictures of all, each over its file's name; the same bytes again."""
    write_events(folder, [event(number) for number in range(30)])
    seen = []
    for more in (["-j1"], ["-j2"]):
        done = run(folder, "events.jsonl", "-s", "a4", "-o", "out/{{id}}.pdf", "--contact-sheet", "sheet.pdf", *more)
        equal((done.returncode, done.stdout.split()[-1]), (0, "sheet.pdf"), done.stderr)
        seen.append(pathlib.Path(folder, "sheet.pdf").read_bytes())
    equal(seen[0], seen[1], "bytes")
    tool("qpdf", "--check", f"{folder}/sheet.pdf")
    equal(boxes(f"{folder}/sheet.pdf", "MediaBox"), [[0, 0, 595.28, 841.89]] * 2, "pages")
    text = tool("pdftotext", f"{folder}/sheet.pdf", "-").decode()
    found = re.findall(r"talk-\d+\.pdf", text)
    equal(sorted(found), [f"talk-{number:03}.pdf" for number in range(30)], "names")
    assert text.count("Water comes and goes.") >= 30, "the posters themselves are words, and no pictures"
    done = run(folder, "events.jsonl", "-s", "a6", "--contact-sheet", "sheet.pdf", "--bundle", "term.pdf", "--sheet", "a3")
    equal((done.returncode, done.stdout), (0, "term.pdf\nsheet.pdf\n"), done.stderr)
    equal(boxes(f"{folder}/sheet.pdf", "MediaBox")[0], [0, 0, 841.89, 1190.55], "the sheet that was asked for")
    assert "Talk 7 on tides (Jan 8, 2025)" in tool("pdftotext", f"{folder}/sheet.pdf", "-").decode(), "titles where there are no files"


def contact_sheet_as_picture(folder):
    write_events(folder, [event(number) for number in range(3)])
    sizes = []
    for count in (3, 90):
        write_events(folder, [event(number) for number in range(count)])
        equal(run(folder, "events.jsonl", "-s", "480x270", "--contact-sheet", "sheet.png", "--dpi", "50").returncode, 0, "made")
        head = pathlib.Path(folder, "sheet.png").read_bytes()[:24]
        sizes.append((int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")))
    equal(sizes[0], (425, 550), "a letter")
    assert sizes[1][0] == 425 and sizes[1][1] > 1000, f"as long as it takes: {sizes}"
    done = run(folder, "events.jsonl", "--contact-sheet", "large.png", "--bundle", "term.pdf", "--dpi", "2400")
    assert done.returncode != 0 and done.stderr.count("[surface/too-many-pixels]") == 1, done.stderr
    equal(files(folder, "large.png") + files(folder, "term.pdf"), ["term.pdf"], "the bundle is made all the same")


def names(folder):
    write_events(folder, [event(1), event(2)])
    done = run(folder, "events.jsonl", "-o", "{{id}}.pdf", "--bundle", "./talk-001.pdf")
    assert done.returncode != 0 and "[task/same-name]" in done.stderr and files(folder, ".pdf") == [], done.stderr
    pathlib.Path(folder, "link.pdf").symlink_to("events.jsonl")
    done = run(folder, "events.jsonl", "--bundle", "link.pdf")
    assert done.returncode != 0 and "[task/over-input]" in done.stderr and pathlib.Path(folder, "link.pdf").is_symlink(), done.stderr
    pathlib.Path(folder, "link.pdf").unlink()
    for more in (["--bundle", "x.png"], ["--contact-sheet", "x.svg"], ["--contact-sheet", "x"], ["--bundle", "x"], ["--bundle", "x.pdf", "--shard", "1/2"], ["--bundle", "x.pdf", "--dump", "frames"]):
        equal(run(folder, "events.jsonl", *more).returncode, 2, f"{more}")
    both = run(folder, "events.jsonl", "--bundle", "x.pdf", "--contact-sheet", "./x.pdf")
    assert both.returncode != 0 and "[task/same-name]" in both.stderr and files(folder, ".pdf") == [], both.stderr
    dry = run(folder, "events.jsonl", "--bundle", "x.pdf", "--dry-run")
    equal((dry.returncode, dry.stdout, files(folder, ".pdf")), (0, "make      x.pdf\n", []), dry.stderr)
    lines = [json.loads(line) for line in run(folder, "events.jsonl", "--bundle", "x.pdf", "--json").stdout.splitlines()]
    equal([(line["state"], line["files"]) for line in lines], [("made", []), ("made", []), ("made", ["x.pdf"])], "lines of JSON")


TESTS = [one_pdf, the_page_is_the_same, fonts_are_shared, the_same_bytes, what_fails_is_left_out, what_breaks_it_is_left_out, many_events_on_a_poster, sheets, contact_sheet,
         contact_sheet_as_picture, names]


if __name__ == "__main__":
    sys.exit(main(TESTS, sys.argv[4:]))
