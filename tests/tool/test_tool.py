#!/usr/bin/env python3
"""The command line as a user meets it: test_tool.py HANDBILL SOURCE-ROOT; TAP."""

import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys

from calls import HANDBILL, LISTING, Run, write, files, refused, tool
from tap import Skipped, check, equal, main

EVENT = """title: On Bridges
speaker: Ada Example
start: 2025-03-04T16:00
end: 2025-03-04T17:00
location: Room 12
url: https://example.org/bridges
"""
SECOND = EVENT.replace("On Bridges", "On Tunnels").replace("Ada Example", "Ben Sample")


# ---- bad input ----

BAD_FILES = {
    "empty file": ("empty.txt", b"", 3),
    "blank file": ("blank.txt", b" \n\n\t\n", 3),
    "binary file": ("picture.txt", bytes(range(256)) * 64, 3),
    "binary file without suffix": ("program", b"\x7fELF\x02\x01\x01\0" + b"\0" * 200, 3),
    "invalid UTF-8": ("latin1.txt", "Title: Caf\u00e9 au lait\nSpeaker: Zo\u00eb\nDate: March 4, 2025 4 pm\n".encode("latin-1"), 3),
    "invalid UTF-8 in YAML": ("latin1.yaml", b"title: Caf\xe9\n", 3),
    "broken YAML": ("broken.yaml", b'title: "open\nstart: 2025-01-01\n', 3),
    "broken JSON": ("broken.json", b'{"title": "x", }', 3),
    "deep YAML": ("deep.yaml", b"title: " + b"[" * 100000, 3),
    "deep JSON": ("deep.json", b"[" * 100000, 3),
    "alias bomb": ("bomb.yaml", b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(98, 110)), 3),
}


def bad_file(name, content, status):
    def test(folder):
        write(folder, name, content)
        refused(Run(folder, "render", name), status, name)
        equal(files(folder), [name], "files")
        refused(Run(folder, "read", name), status, name)
    return test


def missing_file(folder):
    refused(Run(folder, "render", "not-there.txt"), 4, "not-there.txt")
    refused(Run(folder, "read", "not-there.txt"), 4, "not-there.txt")
    equal(files(folder), [], "files")


def folder_as_input(folder):
    (folder / "things").mkdir()
    refused(Run(folder, "render", "things"), 4, "things")


def long_line(folder):
    path = write(folder, "long.txt", b"Title: Long\nSpeaker: A. B.\nDate: March 4, 2025 4 pm\nAbstract: ")
    with open(path, "ab") as file:
        for _ in range(100):
            file.write(b"x" * 1000000)
    run = Run(folder, "render", "long.txt")
    refused(run, run.status, "long.txt")
    check(run.status in (3, 4), "status", run.status)
    check(len(run.err) < 2000, "the message is short")
    equal(files(folder), ["long.txt"], "files")


def unknown_layout(folder):
    run = Run(folder, "render", LISTING, "-l", "seminra")
    refused(run, 3, "seminra")
    check("seminar" in run.err, "the nearest layout is named:", run.err)
    run = Run(folder, "render", LISTING, "-l", "semnar")
    refused(run, 3, 'did you mean "seminar"?')
    check("base" not in run.err, "what cannot be rendered is not offered:", run.err)
    refused(Run(folder, "render", LISTING, "-l", "base"), 3, "base", "made to be extended")
    check("base" not in Run(folder, "layouts").out.decode(), "nor listed")
    equal(files(folder), [], "files")


def unknown_base(folder):
    write(folder, "mine.yaml", "description: Mine\nextends: bas\n")
    run = Run(folder, "render", LISTING, "-l", "mine.yaml")
    refused(run, 3, "mine.yaml:2:10", 'did you mean "base"?')


def wrong_key(folder):
    write(folder, "mine.yaml", "description: Mine\nextends: seminar\nstyles:\n  headline:\n    colour: red\n")
    run = Run(folder, "render", LISTING, "-l", "mine.yaml")
    refused(run, 3, "mine.yaml:5:5", "colour")
    check('"color"' in run.err, "the right key is named:", run.err)
    equal(files(folder), ["mine.yaml"], "files")


def unknown_setting(folder):
    refused(Run(folder, "render", LISTING, "--set", "acent=#123456"), 2, "acent")
    refused(Run(folder, "render", LISTING, "--set", "accent=redd"), 2, "accent=redd")
    refused(Run(folder, "layouts", "seminar", "--set", "accent=redd"), 2, "accent=redd")


def unknown_size(folder):
    run = Run(folder, "render", LISTING, "-s", "lettr")
    refused(run, 2, "lettr")
    check("letter" in run.err, "the nearest size is named:", run.err)
    for size in ("a9", "1x1mm", "122220222222\u00d7225"):
        refused(Run(folder, "render", LISTING, "-s", size), 2, size)


def unknown_choice(folder):
    refused(Run(folder, "render", LISTING, "--from", "someday"), 2, "someday")
    refused(Run(folder, "read", LISTING, "--zone", "Europe/Atlantis"), 2, "Atlantis")


def unwritable_folder(folder):
    write(folder, "file", "old")
    refused(Run(folder, "render", LISTING, "-o", "file/poster.pdf"), 4, "file/poster.pdf")
    equal((folder / "file").read_text(), "old", "the file")
    refused(Run(folder, "render", LISTING, "-o", "/proc/handbill/poster.pdf"), 4, "/proc/handbill/poster.pdf")


def read_only_folder(folder):
    if os.geteuid() == 0:
        raise Skipped("root may write everywhere")
    locked = folder / "locked"
    locked.mkdir(mode=0o555)
    refused(Run(folder, "render", LISTING, "-o", "locked/poster.pdf"), 4, "locked/poster.pdf")


def full_disk(folder):
    old = write(folder, "poster.pdf", b"the older poster")
    refused(Run(folder, "render", LISTING, "-o", "poster.pdf", limit=4096), 4, "poster.pdf")
    equal(old.read_bytes(), b"the older poster", "the older file")
    equal(os.listdir(folder), ["poster.pdf"], "files")


def full_device(folder):
    with open("/dev/full", "wb") as full:
        refused(Run(folder, "render", LISTING, "-o", "-", stdout=full), 4, "standard output")
        refused(Run(folder, "read", LISTING, "--now", "2025-01-01", stdout=full), 4, "standard output")
        for arguments in (["--help"], ["help"], ["--version"], ["render", "--help"], ["help", "read"], ["layouts"], ["layouts", "seminar"], ["fonts"],
                          ["schema", "layout"], ["render", LISTING, "--dump", "frames"], ["render", LISTING, "-o", "x.pdf"]):
            run = Run(folder, *arguments, stdout=full)
            refused(run, 4, "standard output", "No space left")
            equal(len(run.err.splitlines()), 1, f"lines of {arguments}")


def closed_pipe(folder):
    write(folder, "many.yaml", "---\n".join(EVENT.replace("Room 12", f"Room {n}") for n in range(5000)))
    reader, writer = os.pipe()
    os.close(reader)
    run = Run(folder, "read", "many.yaml", "--now", "2025-01-01", stdout=writer)
    os.close(writer)
    equal(run.status, 4, "status")
    equal(run.err, "", "a pipe closed by its reader is no reason to talk")


# ---- usage ----

USAGE = [
    ([], None),
    (["rendr", "x"], '"handbill render"'),
    ([str(LISTING)], "handbill render"),
    (["render"], "render needs a file"),
    (["render", "--layuot", "x", "y"], "--layout"),
    (["render", "x", "--quiet=3"], "--quiet takes no value"),
    (["render", "x", "-Z"], "-Z"),
    (["render", "x", "-s"], "-s needs a value"),
    (["render", "x", "--set"], "--set needs a value"),
    (["render", "x", "--set", "accent"], "key=value"),
    (["render", "x", "--dpi", "many"], "--dpi"),
    (["render", "x", "--dpi", "1e9"], "--dpi"),
    (["render", "x", "-f", "pfd"], '"pdf"'),
    (["render", "x", "-f=png"], "write -f png or --format=png, not -f=png"),
    (["render", "x", "-qs=a4"], "write -s a4 or --size=a4, not -s=a4"),
    (["render", "x", "-f", ""], "--format"),
    (["render", "x", "-s", ""], "--size"),
    (["render", "x", "-o", "poster.jpg"], "jpg"),
    (["render", "x", "-o", "poster.pdf", "-f", "png"], ".pdf"),
    (["render", "x", "-o", "-", "-f", "pdf,png"], "one poster"),
    (["render", "x", "--diagnostics", "xml"], "--diagnostics"),
    (["render", "x", "--dump", "boxes"], 'write frames'),
    (["read"], "read needs a file"),
    (["read", "x", "--format", "jsnol"], '"jsonl"'),
    (["read", "x", "--layout", "y"], "--layout"),
    (["layouts", "a", "b"], '"b"'),
    (["fonts", "a"], '"a"'),
    (["help", "nothing"], '"nothing"'),
]


def wrong_folders(folder):
    refused(Run(folder, "render", LISTING, "--font-path", "fonst"), 2, "--font-path needs a folder", "fonst")
    refused(Run(folder, "render", LISTING, "--root", LISTING), 2, "--root needs a folder")
    refused(Run(folder, "layouts", "--new", ""), 2, "--new needs a name")
    check(not any(folder.iterdir()), "nothing is written")


def wrong_usage(folder):
    for arguments, words in USAGE:
        run = Run(folder, *arguments)
        equal(run.status, 2, f"status of {arguments}")
        equal(run.out, b"", f"standard output of {arguments}")
        if words:
            equal(len(run.err.splitlines()), 1, f"lines of {arguments}: {run.err!r}")
            check(words in run.err, f"{words!r} is not in {run.err!r}")
            check(run.err.endswith("[usage]\n"), run.err)


def help_pages(folder):
    for arguments in (["--help"], ["-h"], ["help"], ["render", "--help"], ["help", "render"], ["layouts", "-h"], ["fonts", "--help"], ["read", "--help"]):
        run = Run(folder, *arguments)
        equal((run.status, run.err), (0, ""), arguments)
        check("handbill" in run.out.decode(), arguments)
        check(all(len(line) <= 100 for line in run.lines()), f"{arguments}: a line is too wide")
    check(re.fullmatch(r"handbill \d+\.\d+\.\d+\n", Run(folder, "--version").out.decode()), "version")


def listings_of_things(folder):
    layouts = Run(folder, "layouts")
    equal((layouts.status, layouts.err), (0, ""), "layouts")
    check(any(line.startswith("seminar ") for line in layouts.lines()), layouts.out)
    check("has errors" not in layouts.out.decode(), layouts.out)
    one = Run(folder, "layouts", "seminar")
    equal(one.status, 0, "layouts seminar")
    check("accent" in one.out.decode(), one.out)
    refused(Run(folder, "layouts", "semniar"), 3, "semniar")
    for name in ("layout", "brand"):
        check("$schema" in json.loads(Run(folder, "schema", name).out), f"schema {name}")
    fonts = Run(folder, "fonts")
    equal(fonts.status, 0, "fonts")
    check("display" in fonts.out.decode() and "text" in fonts.out.decode(), fonts.out)


def broken_data_folder(folder):
    refused(Run(folder, "layouts", env={"HANDBILL_DATA": folder}), 4, str(folder))


# ---- names ----

def default_name(folder):
    run = Run(folder, "render", LISTING)
    equal((run.status, run.lines()), (0, ["2025-01-21-mark-zhao.pdf"]), "name")
    check((folder / "2025-01-21-mark-zhao.pdf").read_bytes().startswith(b"%PDF-"), "a PDF")


def several_sizes_and_formats(folder):
    run = Run(folder, "render", LISTING, "-s", "letter", "-s", "1080p", "-f", "pdf,png")
    stem = "2025-01-21-mark-zhao"
    equal(run.lines(), [f"{stem}-letter.pdf", f"{stem}-letter.png", f"{stem}-1080p.pdf", f"{stem}-1080p.png"], "names")
    equal(files(folder), sorted(run.lines()), "files")


def patterns(folder):
    cases = [
        (["-o", "out/{{start | date: %F}}-{{speaker | slug}}.pdf"], "out/2025-03-04-ada-example.pdf"),
        (["-o", "{{layout}}-{{ size }}.png", "-s", "480x640"], "seminar-480x640.png"),
        (["-o", "door", "-f", "svg"], "door"),
        (["-o", "sub/"], "sub/2025-03-04-ada-example.pdf"),
        (["-o", "sub", "-f", "svg"], "sub/2025-03-04-ada-example.svg"),
        (["-o", "a.b/{{title}}.pdf"], "a.b/On Bridges.pdf"),
        (["-o", "{{series | slug}}/x.pdf"], "x.pdf"),
    ]
    write(folder, "event.yaml", EVENT)
    for arguments, name in cases:
        run = Run(folder, "render", "event.yaml", *arguments)
        equal((run.status, run.lines()), (0, [name]), f"{arguments} ({run.err})")
        check((folder / name).is_file(), name)


PROGRAMME = """styles: {body: {font: sans, size: 12pt..16pt}}
arrangements:
  - column: [{text: "{{title}}", style: body, each: events}]
"""


def grouped_by_name(folder):
    """A layout of many events makes one poster of those whose posters would have one name."""
    write(folder, "term.yaml", PROGRAMME)
    june = EVENT.replace("2025-03", "2025-06")
    write(folder, "two.yaml", EVENT.replace("title: ", "id: a\ntitle: ") + "---\n" + SECOND.replace("title: ", "id: b\ntitle: "))
    write(folder, "events.yaml", "---\n".join([EVENT, june, SECOND, june.replace("Bridges", "Ferries")]))
    cases = [
        ("events.yaml", ["-o", "term.pdf"], ["term.pdf"]),
        ("events.yaml", ["-o", "{{start | date: %Y-%m}}.pdf", "-s", "a4", "-s", "letter"],
         ["2025-03-a4.pdf", "2025-03-letter.pdf", "2025-06-a4.pdf", "2025-06-letter.pdf"]),
        ("events.yaml", ["-o", "{{start | date: %Y-%m}}/"], ["2025-03/term-2025-03-04.pdf", "2025-06/term-2025-06-04.pdf"]),
        ("two.yaml", ["-o", "{{id}}-{{layout}}.pdf"], ["a-term.pdf", "b-term.pdf"]),
    ]
    for inputs, arguments, names in cases:
        run = Run(folder, "render", inputs, "-l", "term.yaml", *arguments)
        equal((run.status, run.lines()), (0, names), f"{arguments} ({run.err})")
    months = ["--dump", "frames", "-o", "{{start | date: %Y-%m}}.pdf"]
    march, later = Run(folder, "render", "events.yaml", "-l", "term.yaml", *months).out.decode().split("Ferries")[0].split("Tunnels")
    check(march.count("Bridges") == 1 and later.count("Bridges") == 1, "each month has its own events", march, later)


def words_stay_in_the_folder(folder):
    write(folder, "in/event.yaml", EVENT.replace("On Bridges", '"../../etc/passwd"').replace("Ada Example", '"..  /  .hidden"'))
    run = Run(folder, "render", "in/event.yaml", "-o", "in/{{title}}.pdf")
    equal(run.status, 0, run.err)
    run = Run(folder, "render", "in/event.yaml", "-o", "in/{{speaker}}/x.pdf")
    equal(run.status, 0, run.err)
    outside = [name for name in files(folder) if not name.startswith("in/")]
    equal(outside, [], "files outside the folder")
    check(not any(part.startswith(".") for name in files(folder) for part in name.split("/")), "hidden names:", files(folder))


def long_names(folder):
    write(folder, "event.yaml", EVENT.replace("On Bridges", "\u00e9\u4e2d" * 50))
    run = Run(folder, "render", "event.yaml", "-o", "{{title}}.pdf")
    equal(run.status, 0, run.err)
    name = run.lines()[0]
    check(name.endswith(".pdf") and len(name.encode()) <= 200, name)


def bad_patterns(folder):
    write(folder, "event.yaml", EVENT)
    run = Run(folder, "render", "event.yaml", "-o", "{{spaeker}}.pdf")
    refused(run, 3, "spaeker")
    check('"speaker"' in run.err, run.err)
    refused(Run(folder, "render", "event.yaml", "-o", "{{speaker | slugg}}.pdf"), 3, "slugg")
    refused(Run(folder, "render", "event.yaml", "-o", "{{speaker.pdf"), 3)
    equal(files(folder), ["event.yaml"], "files")
    nameless = Run(folder, "render", "event.yaml", "-o", "{{series}}.pdf")
    equal((nameless.status, len(nameless.lines()), nameless.lines()[0] == ".pdf"), (0, 1, False), nameless.err)


def same_name(folder):
    write(folder, "two.yaml", EVENT + "---\n" + SECOND)
    run = Run(folder, "render", "two.yaml", "-o", "poster.pdf")
    equal((run.status, run.lines()), (1, ["poster.pdf"]), run.err)
    check("[task/same-name]" in run.err and "1 poster, 1 event failed" in run.err, run.err)
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "poster.pdf", "-"], cwd=folder, capture_output=True, check=True).stdout.decode()
        check("Bridges" in text and "Tunnels" not in text, "the first poster stays")


def standard_streams(folder):
    run = Run(folder, "render", "-", "-o", "-", stdin=LISTING.read_bytes())
    equal(run.status, 0, run.err)
    check(run.out.startswith(b"%PDF-") and run.out.rstrip().endswith(b"%%EOF"), "a whole PDF")
    equal(files(folder), [], "files")


def some_fail(folder):
    write(folder, "good.yaml", EVENT)
    run = Run(folder, "render", "not-there.yaml", "good.yaml")
    equal((run.status, run.lines()), (1, ["2025-03-04-ada-example.pdf"]), run.err)
    check("1 poster, 1 event failed" in run.err, run.err)


# ---- findings ----

def quiet_and_verbose(folder):
    write(folder, "event.yaml", EVENT)
    run = Run(folder, "render", "event.yaml", "-q")
    equal((run.status, run.out, run.err), (0, b"", ""), "quiet")
    run = Run(folder, "render", "not-there.yaml", "-q")
    equal(run.status, 4, "quiet errors")
    check("not-there" in run.err, run.err)


def json_findings(folder):
    write(folder, "mine.yaml", "extends: seminar\nstyles:\n  headline:\n    colour: red\n    sise: 3pt\n")
    run = Run(folder, "render", LISTING, "-l", "mine.yaml", "--diagnostics", "json")
    equal(run.status, 3, "status")
    found = [json.loads(line) for line in run.err.splitlines()]
    equal([(one["severity"], one["file"], one["line"], one["column"]) for one in found], [("error", "mine.yaml", 4, 5), ("error", "mine.yaml", 5, 5)], "findings")


def on_terminal(folder, env):
    """Standard error as a terminal shows it."""
    try:
        master, slave = pty.openpty()
    except OSError as fault:
        raise Skipped(f"no terminal to be had: {fault}") from fault
    environment = {**os.environ, "TERM": "xterm", **env}
    for key, value in env.items():
        if value is None:
            environment.pop(key, None)
    done = subprocess.run([HANDBILL, "render", "not-there.txt"], cwd=folder, stderr=slave, env=environment, check=False)
    os.close(slave)
    text = os.read(master, 10000)
    os.close(master)
    equal(done.returncode, 4, "status")
    return text


def color(folder):
    check(b"\033[" in on_terminal(folder, {"NO_COLOR": None}), "colour on a terminal")
    check(b"\033[" not in on_terminal(folder, {"NO_COLOR": "1"}), "no colour with NO_COLOR")
    check(b"\033[" not in on_terminal(folder, {"NO_COLOR": None, "TERM": "dumb"}), "no colour on a dumb terminal")
    check("\033[" not in Run(folder, "render", "not-there.txt").err, "no colour in a file")


# ---- what is made ----

def read_formats(folder):
    write(folder, "event.yaml", EVENT)
    one = json.loads(Run(folder, "read", "event.yaml", "--format", "json").out)
    equal(one["title"], "On Bridges", "title")
    write(folder, "two.yaml", EVENT + "---\n" + SECOND)
    two = json.loads(Run(folder, "read", "two.yaml", "--format", "json").out)
    equal([event["title"] for event in two], ["On Bridges", "On Tunnels"], "titles")
    lines = Run(folder, "read", "two.yaml", "-f", "jsonl").lines()
    equal([json.loads(line)["title"] for line in lines], ["On Bridges", "On Tunnels"], "titles")
    for form in ("yaml", "json", "jsonl"):
        text = Run(folder, "read", "two.yaml", "-f", form).out
        again = write(folder, f"again.{form}", text)
        equal(Run(folder, "read", again, "-f", form).out, text, f"{form} read again")


def sample_is_understood(folder):
    event = json.loads(Run(folder, "read", LISTING, "--format", "json").out)
    equal(event["title"], "Thinking Outside the GPU: Systems for Scalable Machine Learning Pipelines", "title")
    check("Mark Zhao" in json.dumps(event), "speaker")
    check("CDS 1646" in json.dumps(event), "room")


def png_size(folder):
    Run(folder, "render", LISTING, "-s", "1080p", "-o", "screen.png")
    head = (folder / "screen.png").read_bytes()[:24]
    equal(head[:8], b"\x89PNG\r\n\x1a\n", "signature")
    equal(struct.unpack(">II", head[16:24]), (1920, 1080), "pixels")
    Run(folder, "render", LISTING, "--dpi", "100", "-o", "paper.png")
    head = (folder / "paper.png").read_bytes()[:24]
    equal(struct.unpack(">II", head[16:24]), (850, 1100), "pixels of Letter at 100 dpi")


def pdf_page(folder):
    pdfinfo, pdftotext = tool("pdfinfo"), tool("pdftotext")
    Run(folder, "render", LISTING, "-o", "poster.pdf")
    info = subprocess.run([pdfinfo, "poster.pdf"], cwd=folder, capture_output=True, check=True).stdout.decode()
    check(re.search(r"^Pages:\s+1$", info, re.MULTILINE), info)
    check(re.search(r"^Page size:\s+612 x 792 pts \(letter\)$", info, re.MULTILINE), info)
    text = subprocess.run([pdftotext, "poster.pdf", "-"], cwd=folder, capture_output=True, check=True).stdout.decode()
    words = " ".join(text.split())
    for part in ("Mark Zhao", "Thinking Outside the GPU", "January 21, 2025", "CDS 1646"):
        check(part in words, f"{part!r} is not in {words[:400]!r}")


def pdf_of_many(folder):
    pdfinfo = tool("pdfinfo")
    talks = "\n---\n".join(f"title: {title}\nlanguage: {language}\nspeaker: Someone\nstart: 2027-02-0{day} 10:00" for day, (title, language) in
                           enumerate([("Ebbe und Flut", "de"), ("Marées", "fr"), ("La lune", "fr")], 1))
    write(folder, "talks.yaml", talks)
    Run(folder, "render", "talks.yaml", "-l", "semester", "-o", "term.pdf")
    info = subprocess.run([pdfinfo, "term.pdf"], cwd=folder, capture_output=True, check=True).stdout.decode()
    check(re.search(r"^Title: +Événements$", info, re.MULTILINE), info)
    check("Author:" not in info, info)
    check(b"/Lang <FEFF00660072>" in (folder / "term.pdf").read_bytes(), "the language of most of the talks: fr, as UTF-16")


def valid_files(folder):
    qpdf, rsvg = tool("qpdf"), tool("rsvg-convert")
    Run(folder, "render", LISTING, "-f", "pdf,svg", "-o", "poster.pdf")
    subprocess.run([qpdf, "--check", "poster.pdf"], cwd=folder, capture_output=True, check=True)
    subprocess.run([rsvg, "poster.svg", "-o", "drawn.png"], cwd=folder, capture_output=True, check=True)


def code_scans(folder):
    zbarimg = tool("zbarimg")
    write(folder, "event.yaml", EVENT)
    for size in ("1080p", "letter"):
        Run(folder, "render", "event.yaml", "-s", size, "-o", f"{size}.png")
        scanned = subprocess.run([zbarimg, "-q", "--raw", f"{size}.png"], cwd=folder, capture_output=True, check=False)
        equal(scanned.stdout.decode().strip(), "https://example.org/bridges", f"the code on {size}")


def same_bytes(folder):
    """Another time zone, locale, umask, home and folder: the same bytes."""
    made = {}
    worlds = [
        ({"TZ": "UTC", "LC_ALL": "C"}, 0o022, "here"),
        ({"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8", "LANGUAGE": "de", "HOME": folder, "XDG_CACHE_HOME": folder / "cache"}, 0o077, "there/deep"),
    ]
    for env, umask, name in worlds:
        place = folder / name
        place.mkdir(parents=True)
        for form in ("pdf", "png", "svg"):
            run = Run(place, "render", LISTING, "-o", f"poster.{form}", env=env, umask=umask)
            equal(run.status, 0, run.err)
            made.setdefault(form, []).append((place / f"poster.{form}").read_bytes())
    for form, (first, second) in made.items():
        check(first == second, f"the {form} differs")


def dump(folder):
    run = Run(folder, "render", LISTING, "--dump", "frames")
    equal(run.status, 0, run.err)
    check("Mark Zhao" in run.out.decode(), run.out[:300])
    equal(files(folder), [], "files")
    equal(run.out, Run(folder, "render", LISTING, "--dump", "frames", env={"TZ": "Asia/Tokyo"}).out, "stable text")


def strict(folder):
    words = " ".join(["This sentence is one of very many, and they cannot all stand on a small card."] * 400)
    write(folder, "long.yaml", EVENT + f"abstract: {words}\n")
    run = Run(folder, "render", "long.yaml", "-s", "a6")
    equal(run.status, 0, run.err)
    check("[layout/" in run.err, "what was left out is told:", run.err)
    loose = files(folder)
    run = Run(folder, "render", "long.yaml", "-s", "a6", "--strict", "-o", "strict.pdf")
    equal(run.status, 1, run.err)
    check("[task/strict]" in run.err, run.err)
    equal(files(folder), loose, "files")


def check_posters(folder):
    """Findings on standard output, a summary, and a status for scripts."""
    (folder / "event.yaml").write_text(EVENT.replace("Room 12", '"[object Object]"'))
    run = Run(folder, "check", "event.yaml", "--now", "2025-01-01")
    check(run.status == 0 and run.err == "" and "[preflight/leftover]" in run.out.decode(), run.err, run.out.decode())
    check("  on: On Bridges, letter" in run.out.decode() and run.out.decode().splitlines()[-1].startswith("1 poster checked: 0 errors, 1 warning, "), run.out.decode())
    equal(sorted(os.listdir(folder)), ["event.yaml"], "files")
    equal(Run(folder, "check", "event.yaml", "--strict").status, 1, "--strict")
    run = Run(folder, "check", "event.yaml", "-s", "a5,1080p", "-q", "--diagnostics", "json", "--now", "2025-01-01")
    lines = [json.loads(line) for line in run.out.decode().splitlines()]
    equal([(line["code"], line["size"], line["event"]) for line in lines[:-1]],
          [("preflight/leftover", size, "On Bridges") for size in ("a5", "1080p")], "findings")
    equal(lines[-1]["summary"]["posters"], 2, "posters")
    check("[event/past]" in Run(folder, "check", "event.yaml").out.decode(), "an event of the past is a warning")
    equal(Run(folder, "check", "missing.yaml").status, 4, "a missing file")
    equal(Run(folder, "check").status, 2, "no file")


def through_a_link(folder):
    """The program finds its data when called by a link from elsewhere."""
    link = folder / "bin"
    link.symlink_to(HANDBILL)
    done = subprocess.run([link, "layouts"], cwd=folder, capture_output=True, check=False)
    equal(done.returncode, 0, done.stderr)


def unknown_command(folder):
    for word, meant in [("schem", "schema"), ("rendr", "render"), ("layout", "layouts"), ("--halp", "--help")]:
        run = Run(folder, word)
        equal((run.status, f'did you mean "handbill {meant}"?' in run.err), (2, True), run.err)
    check("there are render, check, layouts, fonts, read, manifest and schema (" in Run(folder, "xyzzyx").err, "all are named")


TESTS = [(name, bad_file(*rest)) for name, rest in BAD_FILES.items()] + [
    missing_file, folder_as_input, long_line, unknown_layout, unknown_base, wrong_key, unknown_setting, unknown_size, unknown_choice, unwritable_folder,
    read_only_folder, full_disk, full_device, closed_pipe, wrong_folders, wrong_usage, help_pages, listings_of_things, broken_data_folder,
    default_name, several_sizes_and_formats, patterns, grouped_by_name, words_stay_in_the_folder, long_names, bad_patterns, same_name,
    standard_streams, some_fail, quiet_and_verbose, json_findings, color, read_formats, sample_is_understood, png_size, pdf_page, pdf_of_many,
    valid_files, code_scans, same_bytes, dump, strict, check_posters, through_a_link, unknown_command]


if __name__ == "__main__":
    sys.exit(main(TESTS, sys.argv[3:]))
