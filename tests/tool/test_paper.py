#!/usr/bin/env python3
"""Paper and screens as a print shop, a printer and a wall meet them: test_paper.py HANDBILL SOURCE-ROOT; TAP."""

import re
import struct
import subprocess
import sys
import zlib

from calls import LISTING, ROOT, TALK, Run, files, refused, tool, write
from tap import check, equal, main

MM = 72 / 25.4


def made(folder, *arguments, source=LISTING, **options):
    run = Run(folder, "render", source, "-q", *arguments, **options)
    equal((run.status, run.err), (0, ""), arguments)


def ask(folder, *command):
    tool(command[0])
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    check(done.returncode == 0, command, done.stderr.decode(), done.stdout.decode()[-500:])
    return done.stdout.decode()


def boxes(folder, name):
    found = re.findall(r"^(\w+)Box: +([\d.-]+) +([\d.-]+) +([\d.-]+) +([\d.-]+)$", ask(folder, "pdfinfo", "-box", name), re.MULTILINE)
    return {box[0]: [float(side) for side in box[1:]] for box in found}


def near(got, wanted, what):
    check(len(got) == len(wanted) and all(abs(a - b) <= 0.01 for a, b in zip(got, wanted)), f"{what}: got {got}, wanted {wanted}")


def picture(folder, name, page=1):
    """One page at 72 dpi: width, height and rows of RGB."""
    tool("pdftoppm")
    data = subprocess.run(["pdftoppm", "-r", "72", "-f", str(page), "-l", str(page), name], cwd=folder, capture_output=True, check=True).stdout
    head = re.match(rb"P6\n(\d+) (\d+)\n255\n", data)
    width, height = int(head[1]), int(head[2])
    pixels = data[head.end():]
    return width, height, [pixels[y * width * 3:(y + 1) * width * 3] for y in range(height)]


def squares(rows):
    """How light each square of 8 x 8 pixels is."""
    return [sum(sum(row[x:x + 24]) for row in rows[y:y + 8]) // 192 for y in range(0, len(rows), 8) for x in range(0, len(rows[0]), 24)]


def same_picture(got, wanted, what):
    """Rows of pixels. Where they differ, squares are compared: poppler sets letters on quarters of a pixel, and a shifted page falls
    on other quarters."""
    equal((len(got), len(got[0])), (len(wanted), len(wanted[0])), f"size of {what}")
    if got != wanted:
        most = max(abs(a - b) for a, b in zip(squares(got), squares(wanted)))
        check(most <= 12, f"{what}: squares differ by up to {most} of 255")


def plain(folder, name):
    """The file with its streams and strings to be read."""
    tool("qpdf")
    return subprocess.run(["qpdf", "--qdf", "--object-streams=disable", name, "-"], cwd=folder, capture_output=True, check=True).stdout


# ---- paper ----

def trim_and_bleed(folder):
    slug = 7 * MM
    for size, width, height in (("letter", 612, 792), ("a4", 210 * MM, 297 * MM), ("a3-landscape", 420 * MM, 297 * MM)):
        for bleed, marks in ((0, ""), (3, ""), (3, "crop,registration"), (5.5, "crop"), (0, "crop")):
            around = bleed * MM + (slug if marks else 0)
            made(folder, "-s", size, "-o", "p.pdf", "--bleed", f"{bleed}mm", *(["--marks", marks] if marks else []))
            found = boxes(folder, "p.pdf")
            what = f"{size}, {bleed} mm, {marks}"
            near(found["Media"], [0, 0, width + 2 * around, height + 2 * around], f"MediaBox of {what}")
            near(found["Trim"], [around, around, around + width, around + height], f"TrimBox of {what}")
            edge = around - bleed * MM
            near(found["Bleed"], [edge, edge, width + 2 * around - edge, height + 2 * around - edge], f"BleedBox of {what}")


def bleed_is_printed(folder):
    """The band reaches to the edge of the bleed, and what is left after trimming is the page."""
    made(folder, "-o", "page.pdf")
    made(folder, "-o", "bled.pdf", "--bleed", "9pt")
    width, height, rows = picture(folder, "page.pdf")
    bled_width, bled_height, bled = picture(folder, "bled.pdf")
    equal((bled_width, bled_height), (width + 18, height + 18), "size")
    same_picture([row[27:-27] for row in bled[9:-9]], rows, "the trimmed page")
    equal(bled[0][:3], rows[0][:3], "the corner")
    check(bled[0][:3] != b"\xff\xff\xff", "the band does not bleed")


def flyers(folder):
    """Cut apart, each is the single one; with no size, they are as large as the sheet allows."""
    made(folder, "-s", "306x396pt", "-o", "one.pdf")
    made(folder, "-s", "306x396pt", "-o", "all.pdf", "--n-up", "2x2", "--marks", "crop")
    made(folder, "-o", "fit.pdf", "--n-up", "2x2")
    width, height, one = picture(folder, "one.pdf")
    for name in ("all.pdf", "fit.pdf"):
        sheet_width, sheet_height, sheet = picture(folder, name)
        equal((sheet_width, sheet_height), (612, 792), "the sheet")
        for x in (0, width):
            for y in (0, height):
                same_picture([row[3 * x:3 * (x + width)] for row in sheet[y:y + height]], one, f"the flyer at {x}, {y} of {name}")
    made(folder, "-s", "a6", "-o", "a4.pdf", "--n-up", "2x2")
    near(boxes(folder, "a4.pdf")["Media"], [0, 0, 210 * MM, 297 * MM], "four A6 on A4")
    made(folder, "-s", "a5", "-o", "turned.pdf", "--n-up", "2x1")
    near(boxes(folder, "turned.pdf")["Media"], [0, 0, 297 * MM, 210 * MM], "two A5 on A4, lying")
    equal(ask(folder, "pdftotext", "all.pdf", "-").count("Mark Zhao"), 4, "copies")
    equal(ask(folder, "pdfinfo", "-struct-text", "all.pdf").count("Mark Zhao"), 1, "copies read aloud")


def tiles(folder):
    """Glued together, they are the poster; each says where it belongs."""
    margin, overlap = 20, 29
    made(folder, "-s", "1200x1600pt", "-o", "poster.pdf")
    made(folder, "-s", "1200x1600pt", "-o", "tiles.pdf", "--tile", "letter")
    width, height, poster = picture(folder, "poster.pdf")
    sheet_width, sheet_height, _ = picture(folder, "tiles.pdf")
    equal((sheet_width, sheet_height), (792, 612), "lying sheets, of which fewer are needed")
    live_width, live_height = sheet_width - 2 * margin, sheet_height - 2 * margin
    text = ask(folder, "pdftotext", "-layout", "tiles.pdf", "-").split("\f")
    across, down = -(-(width - overlap) // (live_width - overlap)), -(-(height - overlap) // (live_height - overlap))
    equal(len(text) - 1, across * down, "pages")
    glued = [bytearray(len(row)) for row in poster]
    for row in range(down):
        for column in range(across):
            page = row * across + column
            check(re.search(rf"(^|\s){'ABC'[row]}{column + 1}(\s|$)", text[page]), f"page {page} has no number")
            _, _, tile = picture(folder, "tiles.pdf", page + 1)
            left, top = column * (live_width - overlap), row * (live_height - overlap)
            for y in range(min(live_height, height - top)):
                part = tile[margin + y][3 * margin:3 * (margin + min(live_width, width - left))]
                glued[top + y][3 * left:3 * left + len(part)] = part
    same_picture(glued, poster, "the poster")


def true_gray(folder):
    """Ghostscript needs black only, with a picture and at the mark's edge too; a colour poster needs all four."""
    tool("gs")
    for arguments in (["--gray"], ["--gray", "--bleed", "3mm", "--marks", "crop,registration"], ["--gray", "--n-up", "2x2"], ["--gray", "-s", "a3", "--tile", "a4"]):
        made(folder, "-o", "gray.pdf", *arguments, source=TALK)
        for line in ask(folder, "gs", "-q", "-o", "-", "-sDEVICE=inkcov", "gray.pdf").splitlines():
            equal(line.split()[:3], ["0.00000"] * 3, f"cyan, magenta and yellow with {arguments}")
            check(float(line.split()[3]) > 0, line)
    equal(ask(folder, "pdfimages", "-list", "gray.pdf").count(" rgb "), 0, "coloured pictures")
    made(folder, "-o", "color.pdf", source=TALK)
    check(float(ask(folder, "gs", "-q", "-o", "-", "-sDEVICE=inkcov", "color.pdf").split()[0]) > 0, "a colour poster")
    write(folder, "event.yaml", "title: Black\nstart: 2025-01-21\n")
    made(folder, "-o", "black.pdf", "--gray", "--set", "ink=#000000", source="event.yaml")
    check(b" 0 g BT" in plain(folder, "black.pdf"), "black words are not pure black")


PLAIN = ['<g fill="#c03020"><circle r="50"/></g>', '<g opacity="0.5" clip-path="url(#c)"><path d="M0 0h90v90z" fill="#2030c0"/><path d="M9 0h90v90z" stroke="red"/></g><clipPath id="c"><circle r="60"/></clipPath>']
PAINTED = ['<linearGradient id="a"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient><rect width="99" height="99" fill="url(#a)"/>',
           '<s:radialGradient xmlns:s="http://www.w3.org/2000/svg" id="a"><stop stop-color="red"/></s:radialGradient><rect width="99" height="99" fill="url(#a)"/>',
           '<pattern id="a" width="0.1" height="0.1"><circle r="9" fill="red"/></pattern><rect width="99" height="99" fill="url(#a)"/>',
           '<mask id="a"><circle r="60" fill="lime"/></mask><rect width="99" height="99" fill="red" mask="url(#a)"/>',
           '<rect width="99" height="99" fill="red" style="filter:hue-rotate(90deg)"/>', '<text y="50" fill="red">A</text>',
           '<image width="9" height="9" href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"/>']


def gray_drawings(folder):
    """A drawing stays one; where its paint is more than single colours, it becomes a picture, and is no less grey."""
    tool("gs")
    write(folder, "mine.yaml", 'description: d\narrangements:\n  - column:\n      - text: "{{title}}"\n      - row: [{each: logos, image: "{{item}}", width: 12%, tone: gray}]\n')
    for drawings, pictures in ((PLAIN, 0), (PAINTED, len(PAINTED))):
        for number, drawing in enumerate(drawings):
            write(folder, f"{number}.svg", f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99"><desc>{pictures} {number}</desc>{drawing}</svg>')
        write(folder, "event.yaml", f"title: Black\nstart: 2025-01-21\nlogos: [{', '.join(f'{number}.svg' for number in range(len(drawings)))}]\n")
        for arguments in ([], ["--tile", "a5"]):
            run = Run(folder, "render", "event.yaml", "-l", "mine.yaml", "-o", "gray.pdf", "--gray", *arguments)
            check("figure/" not in run.err, run.err)
            listed = ask(folder, "pdfimages", "-list", "gray.pdf")
            equal(listed.count(" rgb "), 0, listed)
            count = len(re.findall(r"^ *\d+ +\d+ image ", listed, re.MULTILINE))
            check(count == pictures or (arguments and count > pictures > 0), f"{count} pictures, not {pictures}")
            inks = [line.split()[:4] for line in ask(folder, "gs", "-q", "-o", "-", "-sDEVICE=inkcov", "gray.pdf").splitlines()]
            equal({tuple(line[:3]) for line in inks}, {("0.00000",) * 3}, f"cyan, magenta and yellow, {pictures} pictures")
            check(pictures or b" 0.498039 G" in plain(folder, "gray.pdf"), "no grey as light as red")


def ink(folder):
    run = Run(folder, "render", LISTING, "-v", "-o", "p.pdf")
    found = re.search(r"note: ink covers (\d+) % of the page \[surface/ink\]", run.err)
    check(found and 5 < int(found[1]) < 40, run.err)
    check("black only" in Run(folder, "render", LISTING, "-v", "--gray", "-o", "p.pdf").err, "gray")
    check("ink" not in Run(folder, "render", LISTING, "-o", "p.pdf").err, "without -v")


def margins(folder):
    run = Run(folder, "render", LISTING, "--margin-safe", "20mm", "-o", "p.pdf")
    check(run.status == 0 and "[preflight/near-edge]" in run.err and "mm from the edge" in run.err, run.err)
    refused(Run(folder, "render", LISTING, "--margin-safe", "20mm", "-q", "--strict", "-o", "strict.pdf"), 1, "--strict")
    for size in ("letter", "a6", "a0", "5x7in", "1x1in"):
        check("near-edge" not in Run(folder, "render", LISTING, "-s", size, "-o", "p.pdf").err, size)


def wrong_paper(folder):
    cases = [
        (["--bleed", "wide"], "--bleed"), (["--bleed", "10%"], "--bleed"), (["--bleed", "-3mm"], "--bleed"), (["--bleed", "1m"], "--bleed"),
        (["--bleed", "999mm"], "--bleed"), (["--marks", "crops"], "crops"), (["--marks", ""], "marks"), (["--n-up", "2"], "--n-up"), (["--n-up", "0x2"], "--n-up"),
        (["--n-up", "2x2x2"], "--n-up"), (["--n-up", "99x99"], "--n-up"), (["--n-up", "-1x2"], "--n-up"), (["--tile", "1080p"], "1080p"),
        (["--tile", "a44"], "a44"), (["--sheet", "a4"], "--n-up"), (["--tile", "a4", "--n-up", "2x2"], "choose one"),
        (["--tile", "a4", "--bleed", "3mm"], "--bleed"),
    ]
    for arguments, words in cases:
        run = Run(folder, "render", LISTING, *arguments)
        refused(run, 2, words)
    equal(files(folder), [], "files")
    refused(Run(folder, "render", LISTING, "-s", "letter", "--n-up", "2x2"), 1, "flyers need a sheet of")
    refused(Run(folder, "render", LISTING, "-s", "a1", "--tile", "a4", "-f", "png", "--dpi", "20"), 1, "sheets")
    refused(Run(folder, "render", LISTING, "--tile", "40x60mm"), 1, "too small")
    refused(Run(folder, "render", LISTING, "-o", "-", "--alt"), 2, "--alt")
    equal(files(folder), [], "files")


# ---- a complete PDF ----

def gray_png(width, height):
    """From black on the left to white on the right."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
              (b"IDAT", zlib.compress((b"\0" + bytes(255 * x // (width - 1) for x in range(width))) * height)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)


def valid(folder):
    for arguments in ([], ["--bleed", "3mm", "--marks", "crop,registration"], ["--gray"], ["--n-up", "3x2"], ["-s", "a2", "--tile", "a4"], ["--transparent"], ["-s", "1080p"]):
        made(folder, "-o", "p.pdf", *arguments, source=TALK)
        out = ask(folder, "qpdf", "--check", "p.pdf")
        check("No syntax or stream encoding errors" in out and "WARNING" not in out, arguments, out)
        equal(subprocess.run(["pdftoppm", "-r", "20", "p.pdf", "q"], cwd=folder, capture_output=True, check=True).stderr, b"", f"what poppler says to {arguments}")
    write(folder, "logo.png", gray_png(256, 160))
    write(folder, "twice.yaml", "title: Tides\nstart: 2031-03-04T16:00\nlogos: [logo.png, logo.png]\n")
    for arguments in ([], ["--gray"], ["--n-up", "2x2"]): # a picture that is drawn more than once
        made(folder, "-o", "p.pdf", *arguments, source="twice.yaml")
        out = ask(folder, "qpdf", "--check", "p.pdf")
        check("WARNING" not in out, arguments, out)
        images = [line for line in ask(folder, "pdfimages", "-list", "p.pdf").splitlines() if " image " in line]
        check(len(images) >= 2, "both logos are there", images)


def facts(folder):
    made(folder, "-o", "p.pdf", env={"TZ": "Asia/Tokyo"})
    found = ask(folder, "pdfinfo", "-isodates", "p.pdf")
    for line in ("Title:           Thinking Outside the GPU: Systems", "Author:          Mark Zhao", "Subject:         CDS Faculty", "Metadata Stream: yes", "Tagged:          yes",
                 "CreationDate:    2025-01-21T10:00:00Z"):
        check(line in found, line, "is not in", found)
    xmp = ask(folder, "pdfinfo", "-meta", "p.pdf")
    for words in ("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Thinking Outside", "Mark Zhao", "<xmp:CreateDate>2025-01-21T10:00:00</"):
        check(words in xmp, words, "is not in", xmp)
    text = plain(folder, "p.pdf")
    for words in (b"/PrintScaling /None", b"/DisplayDocTitle true", b"/Lang ", b"/Tabs /S", b"/Marked true"):
        check(words in text, words, "is not in the file")
    made(folder, "-o", "epoch.pdf", env={"SOURCE_DATE_EPOCH": "1700000000"})
    check(b"/CreationDate (D:20250121100000)" in text, "a time without a zone got one")
    write(folder, "event.yaml", "title: Noon\nstart: 2025-06-03T12:00-03:30\n")
    made(folder, "-o", "zone.pdf", source="event.yaml")
    check("2025-06-03T12:00:00-03:30" in ask(folder, "pdfinfo", "-meta", "zone.pdf"), "offset")
    check("2023-11-14T22:13:20Z" in ask(folder, "pdfinfo", "-isodates", "epoch.pdf"), "SOURCE_DATE_EPOCH")


def hostile_facts(folder):
    """Words that look like a PDF's own or like markup stay words."""
    title = "(/Type /Page) >> endobj \\\\) xref 0 9 stream <b>&amp; ]]> </rdf:li>"
    write(folder, "event.yaml", f"title: '{title}'\nspeaker: '/CreationDate ( \\ endstream'\nstart: 2025-01-21\nurl: https://example.org/a(b)\\c\n")
    made(folder, "-f", "pdf,svg,png", "-o", "p", "--alt", source="event.yaml")
    check("No syntax or stream" in ask(folder, "qpdf", "--check", "p.pdf"), "qpdf")
    check("</rdf:li> " not in ask(folder, "pdfinfo", "-meta", "p.pdf"), "markup in the metadata")
    ask(folder, "rsvg-convert", "p.svg", "-o", "drawn.png")


def structure(folder):
    made(folder, "-o", "p.pdf", source=TALK)
    out = ask(folder, "pdfinfo", "-struct-text", "p.pdf")
    kinds = re.findall(r"^  (\S+)", out, re.MULTILINE)
    check(kinds.count("H1") == 1 and "H2" in kinds and kinds.count("Figure") >= 2, kinds)
    check(out.index("Eight Comets: What a Small Telescope Can Find") < out.index("On the first of August 1786 I saw, through"), "order")
    check("sweeping the sky in narrow strips, one after the other" in out, "words of different lines are not parted", out)
    text = plain(folder, "p.pdf")
    equal(len(re.findall(rb"/Alt <", text)), kinds.count("Figure"), "figures with words")
    equal(len(re.findall(rb"/Subtype /Link", text)), len(re.findall(rb"/Contents \(https", text)), "links with words")
    pages = text[text.index(b"%% Contents for page 1"):]
    pages = pages[:pages.index(b"endstream")]
    loose = re.sub(rb"/\w+ (<<[^>]*>> BDC|BMC).*?EMC", b"", pages, flags=re.DOTALL)
    check(not re.search(rb"\b(f|S|Tj|TJ|Do)\s", loose), "something is neither tagged nor an artifact", loose[-300:])
    check(b"/Artifact BMC" in pages, "no artifacts")


def fonts(folder):
    made(folder, "-o", "p.pdf", source=TALK)
    lines = ask(folder, "pdffonts", "p.pdf").splitlines()[2:]
    check(lines, "no fonts")
    for line in lines:
        check(re.search(r" yes yes yes +\d+ +\d+$", line), "not embedded, subset and mapped:", line)


def copied_text(folder):
    """Hyphens join, lines are parted, right-to-left text is in the order it is read, addresses stay whole."""
    german = "Die Wissenschaftsgemeinschaft untersucht Grundstücksverkehrsgenehmigungszuständigkeiten und https://example.org/ein/sehr/langer/pfad/der/gebrochen/wird zugleich. " * 3
    hebrew = "חיות קטנות של המים העליונים עושות אור כשמזיזים אותן, ואנחנו עוקבים (בעזרת GPU) אחריהן שנה שלמה. " * 2
    for language, words in (("de", german), ("he", hebrew)):
        write(folder, "event.yaml", f"title: Licht\nlanguage: {language}\nstart: 2025-03-04\nabstract: '{words.strip()}'\n")
        made(folder, "-s", "a6", "-o", "p.pdf", source="event.yaml")
        check(words.strip() in ask(folder, "pdfinfo", "-enc", "UTF-8", "-struct-text", "p.pdf"), language, "words do not copy out as they read")


# ---- pictures and screens ----

def head(folder, name):
    data = (folder / name).read_bytes()
    width, height, depth, color = struct.unpack(">IIBB", data[16:26])
    return width, height, depth, color


def png_kinds(folder):
    for arguments, color in (([], 3), (["--gray"], 0), (["--transparent"], 6)):
        made(folder, "-o", "p.png", "--dpi", "100", *arguments)
        equal(head(folder, "p.png"), (850, 1100, 8, color), arguments)
    made(folder, "-o", "b.png", "--dpi", "254", "-s", "100x50mm", "--bleed", "3mm")
    equal(head(folder, "b.png")[:2], (1060, 560), "with its bleed")
    write(folder, "event.yaml", "title: Two colours\n")
    made(folder, "-o", "few.png", "--dpi", "100", "--set", "accent=#000", "--set", "ink=#0000ff", "--set", "muted=#0000ff", source="event.yaml")
    equal(head(folder, "few.png")[3], 3, "few colours")


def screens(folder):
    sizes = {"1080p": (1920, 1080), "4k": (3840, 2160), "1080p-portrait": (1080, 1920), "4k-portrait": (2160, 3840), "square": (1080, 1080),
             "story": (1080, 1920), "og": (1200, 630), "slide-16x9": (1920, 1080), "slide-4x3": (1440, 1080)}
    for size, pixels in sizes.items():
        made(folder, "-s", size, "-o", "p.png")
        equal(head(folder, "p.png")[:2], pixels, size)
        dump = Run(folder, "render", LISTING, "-s", size, "--dump", "frames").out.decode()
        lines = [re.match(r"line \S+ \S+\t([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+)", line) for line in dump.splitlines() if line.startswith("line ")]
        check(lines and all(lines), dump[:400])
        for x, y, width, height in ([float(part) for part in line.groups()] for line in lines):
            right, bottom = pixels[0] * 0.75 - x - width, pixels[1] * 0.75 - y - height
            check(min(x, right) >= pixels[0] * 0.75 * 0.05 - 0.5 and min(y, bottom) >= pixels[1] * 0.75 * 0.05 - 0.5, f"{size}: words outside the safe area: {x} {y} {right} {bottom}")


def paper_and_screen(folder):
    """One run makes both, and what is asked of the paper leaves the screen alone."""
    paper = ["--bleed", "3mm", "--marks", "crop", "--gray"]
    made(folder, "-s", "letter", "-s", "1080p", "-f", "pdf,png", "-o", "both", *paper)
    equal(files(folder), ["both-1080p.pdf", "both-1080p.png", "both-letter.pdf", "both-letter.png"], "files")
    made(folder, "-s", "1080p", "-o", "screen.png")
    equal((folder / "both-1080p.png").read_bytes(), (folder / "screen.png").read_bytes(), "the screen")
    check("too-small-for-screen" in Run(folder, "render", LISTING, "-l", "pattern", "-s", "640x360", "-v", "-o", "screen.png").err, "small words are noted")


def words_beside(folder):
    made(folder, "-o", "p.pdf", "--alt", source=TALK)
    text = (folder / "p.txt").read_text(encoding="utf-8")
    check(text.startswith("Eight Comets: What a Small Telescope Can Find\nCaroline Herschel, Astronomer, Slough\nThursday, October 9, 2031, 7:30"), text[:300])
    equal(text.count("Eight Comets"), 1, "the title, once")
    check("one after the other, night upon night" in text and "QR code: https://example.org" in text, text)
    made(folder, "-s", "letter", "-s", "1080p", "-f", "pdf,svg", "-o", "q", "--alt", source=TALK)
    check({"q-letter.txt", "q-1080p.txt"} <= set(files(folder)), files(folder))


def svg_facts(folder):
    made(folder, "-o", "p.svg", source=TALK)
    svg = (folder / "p.svg").read_text(encoding="utf-8")
    check('width="215.9mm" height="279.4mm" viewBox="0 0 612 792"' in svg and ' lang="en' in svg, svg[:400])
    check("<title>Eight Comets" in svg and "<desc>Caroline Herschel, Astronomer, Slough\nThursday" in svg, svg[:800])
    check("<symbol" not in svg and not re.search(r'(?: [xy]="| d="[^"]*)\d+\.\d{4}', svg), "not slim")
    glyphs = set(re.findall(r'<path id="(g[\d-]+)"', svg))
    used = set(re.findall(r'<use xlink:href="#(g[\d-]+)"', svg))
    check(used and used <= glyphs, "glyphs without outlines:", sorted(used - glyphs)[:5])


def turned_text(folder):
    """Strips that run up the page are read in their order, letter by letter of one piece, whatever the letters."""
    for name in ("Işıl Yağcı", "Анна Синицына", "अनीता राव", "Lamp 2-1-2"):
        source = write(folder, "event.yaml", f"title: Lamps\nspeaker: {name}\nstart: 2031-03-04T18:30\n")
        made(folder, "-l", "tear-off", "-s", "a4", "-o", "strips.pdf", source=source)
        text = "".join(ask(folder, "pdftotext", "strips.pdf", "-").split())
        check(text.count("".join(name.split())) >= 7, name, text)


TESTS = [
    trim_and_bleed, bleed_is_printed, flyers, tiles, true_gray, gray_drawings, ink, margins, wrong_paper, valid, facts, hostile_facts, structure, fonts,
    copied_text, png_kinds, screens, paper_and_screen, words_beside, turned_text, svg_facts]


if __name__ == "__main__":
    sys.exit(main(TESTS, sys.argv[3:]))
