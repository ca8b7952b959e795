#!/usr/bin/env python3
"""The lint itself: a good small tree passes, and every kind of fault is found where it is."""

import pathlib
import sys
import tempfile
from functools import partial

import lint
from tap import equal, main

GOOD = {
    "src/README.md": "# The map\n| `handbill.h`, `handbill.c`, `handbill.map`, `data.c` | all |\n| `base/`, `design/`, `event/` | |\n"
                     "| `fill/`, `font/`, `paint/`, `tool/` | |\n",
    "src/handbill.h": "/* Head. */\n#include <glib.h>\nvoid bill_one(void);\n",
    "src/handbill.map": "{\nglobal:\n\tbill_one;\nlocal:\n\t*;\n};\n",
    "src/handbill.c": '/* Head. */\n#include "handbill.h"\n#include "event/event.h"\n',
    "src/base/base.h": '/* Head. */\n#include "base/src.h"\n',
    "src/base/yaml.c": "/* Head. */\n#include <yaml.h>\n#include <string.h>\n",
    "src/event/event.h": '/* Head. */\n#include "base/base.h"\n',
    "src/event/when.c": '/* Head. */\n#include "event/when.h"\n#include <unicode/udat.h>\nint f(void)\n{\n' + "\tg();\n" * 100 + "}\n",
    "src/fill/fill.h": '/* Head. */\n#include "design/design.h"\n#include "event/event.h"\n',
    "src/tool/main.c": '/* Head. */\n#include "handbill.h"\n#include "base/base.h"\n#include "task/task.h"\n',
}

# A file that breaks one rule, the rule, and what the fault must name.
BAD = [
    ("src/base/up.c", '/* Head. */\n#include "event/event.h"\n', lint.check_own, "src/base/up.c:2"),
    ("src/fill/deep.c", '/* Head. */\n#include "base/base.h"\n#include "event/when.h"\n', lint.check_own, "src/fill/deep.c:3"),
    ("src/event/side.c", '/* Head. */\n#include "design/design.h"\n', lint.check_own, "src/event/side.c:2"),
    ("src/tool/wide.c", '/* Head. */\n#include "event/event.h"\n', lint.check_own, "src/tool/wide.c:2"),
    ("src/fill/public.c", '/* Head. */\n#include "handbill.h"\n', lint.check_own, "src/fill/public.c:2"),
    ("src/data.c", '/* Head. */\n#  include "tool/tool.h"\n', lint.check_own, "src/data.c:2"),
    ("src/event/y.c", "/* Head. */\n#include <yaml.h>\n", lint.check_outside, "src/event/y.c:2"),
    ("src/fill/p.c", "/* Head. */\n#include <pango/pangocairo.h>\n", lint.check_outside, "src/fill/p.c:2"),
    ("src/fill/i.c", "/* Head. */\n#include <unicode/ucal.h>\n", lint.check_outside, "src/fill/i.c:2"),
    ("src/paint/c.c", "/* Head. */\n#include <cairo-pdf.h>\n", lint.check_outside, "src/paint/c.c:2"),
    ("src/tool/n.c", "/* Head. */\n#include <curl/curl.h>\n", lint.check_outside, "src/tool/n.c:2"),
    ("src/fill/long.c", "/* Head. */\n" + "int x;\n" * 600, lint.check_lengths, "src/fill/long.c: 601 lines"),
    ("src/fill/when.c", "/* Head. */\n", lint.check_names, "src/fill/when.c"),
    ("src/fill/f.c", "/* Head. */\nint f(void)\n{\n" + "\tg();\n" * 101 + "}\n", lint.check_functions, "src/fill/f.c:3"),
    ("src/fill/bare.c", "int x;\n", lint.check_heads, "src/fill/bare.c:1"),
    ("src/fill/t.h", "/* Head. */\ntypedef int number;\n", lint.check_typedefs, "src/fill/t.h:2"),
    ("src/handbill.h", "/* Head: bill_zero() is only spoken of. */\nvoid bill_one(void);\nint *bill_two(int);\n", lint.check_exports, "bill_two is missing"),
    ("src/handbill.map", "{\nglobal:\n\tbill_one;\n\tbill_old;\n};\n", lint.check_exports, "bill_old is not in"),
    ("src/lost.c", "/* Head: not even in `lost.c`. */\n", lint.check_map, "lost.c is not on the map"),
    ("src/attic/a.c", "/* Head. */\n", lint.check_map, "attic/ is not on the map"),
]


def plant(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def faults_of(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        plant(root, files)
        return {check: list(check(root)) for _, check in lint.RULES}


def a_good_tree_passes():
    equal([fault for faults in faults_of(GOOD).values() for fault in faults], [], "faults")


def found(name, text, rule, words):
    """Exactly the one rule complains, exactly once, and names the place."""
    faults = faults_of({**GOOD, name: text})
    others = [fault for check, list_ in faults.items() for fault in list_ if check is not rule]
    equal((others, len(faults[rule])), ([], 1), "faults of other rules and of this one")
    assert words in faults[rule][0], faults[rule]


TESTS = [a_good_tree_passes] + [(f"{case[2].__name__} finds {case[0]}", partial(found, *case)) for case in BAD]


if __name__ == "__main__":
    sys.exit(main(TESTS))
