#!/usr/bin/env python3
"""Brands as a user meets them: test_brand.py HANDBILL SOURCE-ROOT; TAP."""

import os
import pathlib
import shutil
import subprocess
import sys

from calls import LISTING, ROOT, Run
from tap import main

LOGO = ROOT / "samples" / "pictures" / "elm-college.svg"


def made(folder, *arguments):
    """The files that a run makes; it must go well."""
    done = Run(folder, "render", LISTING, *arguments)
    assert done.status == 0, (arguments, done.err)
    return done.text.split()


def value(folder, parameter, *arguments):
    """What `handbill layouts seminar` shows of a parameter."""
    done = Run(folder, "layouts", "seminar", *arguments)
    assert done.status == 0, done.err
    return next(line.split()[2] for line in done.text.splitlines() if line.split()[:1] == [parameter])


def found_by_itself(folder):
    (folder / "handbill.yaml").write_text("colors: {accent: navy}\n")
    (folder / "other.yaml").write_text("colors: {accent: teal}\n")
    assert value(folder, "accent") == "navy"
    assert value(folder, "accent", "--brand", "other.yaml") == "teal"
    assert value(folder, "accent", "--no-brand") not in ("navy", "teal")
    assert value(folder, "accent", "--brand", "other.yaml", "--set", "accent=red") == "red"
    told = Run(folder, "render", LISTING, "-v", "-o", "x.pdf").err
    assert "handbill.yaml" in told and "[task/brand]" in told, told
    assert Run(folder, "render", LISTING, "-o", "x.pdf").err == ""
    assert "task/brand" not in Run(folder, "render", LISTING, "-v", "--no-brand", "-o", "x.pdf").err


def sizes_and_formats(folder):
    (folder / "handbill.yaml").write_text("sizes: [a5, 720p]\nformats: [pdf, png]\n")
    endings = sorted(pathlib.Path(name).suffix for name in made(folder, "-o", "out/"))
    assert endings == [".pdf", ".pdf", ".png", ".png"], endings
    assert len(made(folder, "-s", "a6", "-o", "one/")) == 2
    assert len(made(folder, "-f", "svg", "-o", "two/")) == 2
    assert made(folder, "-s", "a6", "-o", "door.pdf") == ["door.pdf"]
    assert Run(folder, "render", LISTING, "-o", "-").out.startswith(b"%PDF"), "standard output takes one poster: the first size and format"


def layout_of_its_own(folder):
    house = folder / "house"
    house.mkdir()
    (house / "ours.yaml").write_text("extends: base\narrangements:\n  - column:\n      - text: 'Ours: {{title}}'\n        style: headline\n")
    (house / "brand.yaml").write_text("layout: ours.yaml\n")
    dump = Run(folder, "render", LISTING, "--brand", "house/brand.yaml", "--dump", "frames").text
    assert "Ours" in dump, dump
    dump = Run(folder, "render", LISTING, "--brand", "house/brand.yaml", "-l", "seminar", "--dump", "frames").text
    assert "Ours" not in dump, dump


def paths_count_from_the_brand(folder):
    house = folder / "house"
    house.mkdir()
    shutil.copy(LOGO, house / "crest.svg")
    shutil.copy(LOGO, folder / "outside.svg")
    (house / "brand.yaml").write_text("logo: crest.svg\nsponsors: [Elm Fund, crest.svg]\n")
    done = Run(folder, "render", LISTING, "--brand", "house/brand.yaml", "--dump", "frames")
    assert done.text.count("crest\n") == 2, (done.text, done.err)
    assert "Elm Fund" in done.text
    for path in ("../outside.svg", "outside.svg", str(folder / "outside.svg")):
        (house / "brand.yaml").write_text(f"logo: {path}\n")
        done = Run(folder, "render", LISTING, "--brand", "house/brand.yaml", "-o", "x.pdf")
        assert done.status == 0 and "[figure/" in done.err and "brand.yaml:1:7" in done.err, done.err
    (house / "brand.yaml").write_text("logo: outside.svg\n")
    done = Run(folder, "render", LISTING, "--brand", "house/brand.yaml", "--root", folder, "-o", "x.pdf")
    assert done.err == "", done.err
    os.symlink(folder / "outside.svg", house / "link.svg")
    (house / "brand.yaml").write_text("logo: link.svg\n")
    assert "[figure/link]" in Run(folder, "render", LISTING, "--brand", "house/brand.yaml", "-o", "x.pdf").err


def fonts_of_a_house(folder):
    (folder / "handbill.yaml").write_text("fonts: {display: Noto Sans Mono}\n")
    assert made(folder, "-o", "x.pdf") == ["x.pdf"]
    if shutil.which("pdffonts"):
        names = subprocess.run(["pdffonts", "x.pdf"], cwd=folder, capture_output=True, text=True, check=True).stdout
        assert "NotoSansMono" in names, names
    (folder / "handbill.yaml").write_text("fonts: {display: Noto Sans Mno}\n")
    done = Run(folder, "render", LISTING, "-o", "y.pdf")
    assert done.status == 3 and not (folder / "y.pdf").exists(), done.err
    assert 'handbill.yaml:1:18: error: there is no font family "Noto Sans Mno"; did you mean "Noto Sans Mono"?' in done.err, done.err


def mistakes(folder):
    (folder / "handbill.yaml").write_text("colours: {accent: navy}\n")
    done = Run(folder, "render", LISTING, "-o", "x.pdf")
    assert done.status == 3 and 'did you mean "colors"?' in done.err and "--no-brand" in done.err, done.err
    assert made(folder, "--no-brand", "-o", "x.pdf") == ["x.pdf"]
    assert Run(folder, "render", LISTING, "--brand", "none.yaml").status == 4
    (folder / "handbill.yaml").write_text("set: {seminar: {abot: Who}}\n")
    done = Run(folder, "render", LISTING, "-o", "x.pdf")
    assert done.status == 3 and "handbill.yaml:1:23: error" in done.err, done.err


def samples(folder):
    brands = sorted((ROOT / "samples" / "brands").glob("*/brand.yaml"))
    assert len(brands) == 3, brands
    for brand in brands:
        for event in ("listing.txt", "talk.yaml"):
            done = Run(folder, "render", ROOT / "samples" / event, "--brand", brand, "--strict", "-f", "pdf", "-o", f"{brand.parent.name}/")
            assert done.status == 0 and done.err in ("", "2 posters\n"), (brand, done.err)
            assert len(done.text.split()) == 2, done.text


TESTS = [found_by_itself, sizes_and_formats, layout_of_its_own, paths_count_from_the_brand, fonts_of_a_house, mistakes, samples]


if __name__ == "__main__":
    sys.exit(main(TESTS, sys.argv[3:]))
