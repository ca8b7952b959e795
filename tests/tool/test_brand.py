#!/usr/bin/env python3
"""Brands as a user meets them: test_brand.py HANDBILL SOURCE-ROOT; TAP."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HANDBILL = os.path.abspath(sys.argv[1])
ROOT = pathlib.Path(sys.argv[2]).resolve()
LISTING = ROOT / "samples" / "listing.txt"
LOGO = ROOT / "samples" / "pictures" / "elm-college.svg"


def run(folder, *arguments):
    return subprocess.run([HANDBILL, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def made(folder, *arguments):
    """The files that a run makes; it must go well."""
    done = run(folder, "render", LISTING, *arguments)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout.split()


def value(folder, parameter, *arguments):
    """What `handbill layouts seminar` shows of a parameter."""
    done = run(folder, "layouts", "seminar", *arguments)
    assert done.returncode == 0, done.stderr
    return next(line.split()[2] for line in done.stdout.splitlines() if line.split()[:1] == [parameter])


def found_by_itself(folder):
    (folder / "handbill.yaml").write_text("colors: {accent: navy}\n")
    (folder / "other.yaml").write_text("colors: {accent: teal}\n")
    assert value(folder, "accent") == "navy"
    assert value(folder, "accent", "--brand", "other.yaml") == "teal"
    assert value(folder, "accent", "--no-brand") not in ("navy", "teal")
    assert value(folder, "accent", "--brand", "other.yaml", "--set", "accent=red") == "red"
    told = run(folder, "render", LISTING, "-v", "-o", "x.pdf").stderr
    assert "handbill.yaml" in told and "[task/brand]" in told, told
    assert run(folder, "render", LISTING, "-o", "x.pdf").stderr == ""
    assert "task/brand" not in run(folder, "render", LISTING, "-v", "--no-brand", "-o", "x.pdf").stderr


def sizes_and_formats(folder):
    (folder / "handbill.yaml").write_text("sizes: [a5, 720p]\nformats: [pdf, png]\n")
    endings = sorted(pathlib.Path(name).suffix for name in made(folder, "-o", "out/"))
    assert endings == [".pdf", ".pdf", ".png", ".png"], endings
    assert len(made(folder, "-s", "a6", "-o", "one/")) == 2
    assert len(made(folder, "-f", "svg", "-o", "two/")) == 2
    assert made(folder, "-s", "a6", "-o", "door.pdf") == ["door.pdf"]
    done = subprocess.run([HANDBILL, "render", LISTING, "-o", "-"], cwd=folder, capture_output=True, timeout=120, check=True)
    assert done.stdout.startswith(b"%PDF"), "standard output takes one poster: the first size and format"


def layout_of_its_own(folder):
    house = folder / "house"
    house.mkdir()
    (house / "ours.yaml").write_text("extends: base\narrangements:\n  - column:\n      - text: 'Ours: {{title}}'\n        style: headline\n")
    (house / "brand.yaml").write_text("layout: ours.yaml\n")
    dump = run(folder, "render", LISTING, "--brand", "house/brand.yaml", "--dump", "frames").stdout
    assert "Ours" in dump, dump
    dump = run(folder, "render", LISTING, "--brand", "house/brand.yaml", "-l", "seminar", "--dump", "frames").stdout
    assert "Ours" not in dump, dump


def paths_count_from_the_brand(folder):
    house = folder / "house"
    house.mkdir()
    shutil.copy(LOGO, house / "crest.svg")
    shutil.copy(LOGO, folder / "outside.svg")
    (house / "brand.yaml").write_text("logo: crest.svg\nsponsors: [Elm Fund, crest.svg]\n")
    done = run(folder, "render", LISTING, "--brand", "house/brand.yaml", "--dump", "frames")
    assert done.stdout.count("crest\n") == 2, (done.stdout, done.stderr)
    assert "Elm Fund" in done.stdout
    for path in ("../outside.svg", "outside.svg", str(folder / "outside.svg")):
        (house / "brand.yaml").write_text(f"logo: {path}\n")
        done = run(folder, "render", LISTING, "--brand", "house/brand.yaml", "-o", "x.pdf")
        assert done.returncode == 0 and "[figure/" in done.stderr and "brand.yaml:1:7" in done.stderr, done.stderr
    (house / "brand.yaml").write_text("logo: outside.svg\n")
    done = run(folder, "render", LISTING, "--brand", "house/brand.yaml", "--root", folder, "-o", "x.pdf")
    assert done.stderr == "", done.stderr
    os.symlink(folder / "outside.svg", house / "link.svg")
    (house / "brand.yaml").write_text("logo: link.svg\n")
    assert "[figure/link]" in run(folder, "render", LISTING, "--brand", "house/brand.yaml", "-o", "x.pdf").stderr


def fonts_of_a_house(folder):
    (folder / "handbill.yaml").write_text("fonts: {display: Noto Sans Mono}\n")
    assert made(folder, "-o", "x.pdf") == ["x.pdf"]
    if shutil.which("pdffonts"):
        names = subprocess.run(["pdffonts", "x.pdf"], cwd=folder, capture_output=True, text=True, check=True).stdout
        assert "NotoSansMono" in names, names
    (folder / "handbill.yaml").write_text("fonts: {display: Noto Sans Mno}\n")
    done = run(folder, "render", LISTING, "-o", "y.pdf")
    assert done.returncode == 3 and not (folder / "y.pdf").exists(), done.stderr
    assert 'handbill.yaml:1:18: error: there is no font family "Noto Sans Mno"; did you mean "Noto Sans Mono"?' in done.stderr, done.stderr


def mistakes(folder):
    (folder / "handbill.yaml").write_text("colours: {accent: navy}\n")
    done = run(folder, "render", LISTING, "-o", "x.pdf")
    assert done.returncode == 3 and 'did you mean "colors"?' in done.stderr and "--no-brand" in done.stderr, done.stderr
    assert made(folder, "--no-brand", "-o", "x.pdf") == ["x.pdf"]
    assert run(folder, "render", LISTING, "--brand", "none.yaml").returncode == 4
    (folder / "handbill.yaml").write_text("set: {seminar: {abot: Who}}\n")
    done = run(folder, "render", LISTING, "-o", "x.pdf")
    assert done.returncode == 3 and "handbill.yaml:1:23: error" in done.stderr, done.stderr


def samples(folder):
    brands = sorted((ROOT / "samples" / "brands").glob("*/brand.yaml"))
    assert len(brands) == 3, brands
    for brand in brands:
        for event in ("listing.txt", "talk.yaml"):
            done = run(folder, "render", ROOT / "samples" / event, "--brand", brand, "--strict", "-f", "pdf", "-o", f"{brand.parent.name}/")
            assert done.returncode == 0 and done.stderr in ("", "2 posters\n"), (brand, done.stderr)
            assert len(done.stdout.split()) == 2, done.stdout


def main():
    tests = (found_by_itself, sizes_and_formats, layout_of_its_own, paths_count_from_the_brand, fonts_of_a_house, mistakes, samples)
    print(f"1..{len(tests)}")
    failed = False
    for number, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as name:
            try:
                test(pathlib.Path(name).resolve())
                print(f"ok {number} - {test.__name__}")
            except (AssertionError, StopIteration) as error:
                failed = True
                print(f"not ok {number} - {test.__name__}")
                print("\n".join(f"# {line}" for line in str(error).splitlines()))
    return failed


sys.exit(main())
