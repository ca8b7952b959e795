#!/usr/bin/env python3
"""Holds the house rules of src/README.md: lint.py ROOT prints TAP, one point a rule."""

import pathlib
import re
import sys
from functools import partial

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import main, none  # tests/tap.py

MAX_FILE_LINES = 600
MAX_FUNCTION_LINES = 100

# Folders that see less than everything above them.
ONLY = {
    "event": {"base"},  # design and event do not know each other; only fill knows both
    "task": {"base"},
    "tool": {"base", "task"},
}
PUBLIC = {"task", "tool"}  # the only folders that see handbill.h

# Whose each outside library is.
OWNERS = [
    (r"yaml\.h", {"base"}),
    (r"unicode/(ubrk|utext)\.h", {"event", "font"}),  # words of scripts without spaces are a matter of lines
    (r"unicode/.*", {"event"}),
    (r"jansson\.h", {"base"}),
    (r"expat\.h", {"event"}),
    (r"(libical|libxml|gmime)/.*", {"event"}),
    (r"qrencode\.h", {"figure"}),
    (r"(librsvg|gdk-pixbuf)/.*", {"figure"}),
    (r"(pango|fontconfig)/.*", {"font"}),
    (r"hb(-.*)?\.h", {"font"}),
    (r"hyphen\.h", {"font"}),
    (r"cairo-(pdf|svg|ps)\.h", {"surface"}),
    (r"libdeflate\.h", {"surface"}),
    (r"qpdf/.*", {"surface"}),
    (r"libsoup/.*", {"web"}),
    (r"cairo\.h", {"figure", "font", "layout", "paint", "preflight", "surface"}),
    (r"(glib|gio)(/.*|\.h)", None),  # None: everybody's
    (
        r"(assert|ctype|stdalign|stdnoreturn|locale|wchar|errno|fcntl|float|getopt|inttypes|limits|math|poll|setjmp|signal|stdarg|stddef|stdint|stdbool|stdio|stdlib"
        r"|string|strings|time|unistd|dlfcn|sys/[a-z]+|mach-o/dyld)\.h",
        None,
    ),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')


def sources(root):
    return sorted(path for path in (root / "src").rglob("*") if path.suffix in (".c", ".h", ".def"))


def folder_of(root, path):
    """The stage a file belongs to; "" for the files of src/ itself."""
    parts = path.relative_to(root / "src").parts
    return parts[0] if len(parts) > 1 else ""


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1] == '"', found[2]


def fault_of_own(folder, target):
    """Why a file of `folder` may not include our header `target`, or None."""
    other, _, name = target.partition("/")
    if not name:
        allowed = folder == "" or (target == "handbill.h" and folder in PUBLIC)
        return None if allowed else f"{target} is above the stages"
    if other == folder:
        return None
    if folder == "" and other in PUBLIC:
        return "the library does not know the command line"
    if name != f"{other}.h":
        return f"across folders only {other}/{other}.h"
    if folder in ONLY and other not in ONLY[folder]:
        return f"{folder}/ sees only handbill.h and base/" if folder in PUBLIC else f"{folder}/ does not know {other}/"
    if folder != "" and other > folder:
        return f"{other}/ is below {folder}/ in the listing"
    return None


def check_own(root):
    for path in sources(root):
        folder = folder_of(root, path)
        for number, own, target in includes(path):
            why = fault_of_own(folder, target) if own else None
            if why:
                yield f'{path.relative_to(root)}:{number}: "{target}": {why}'


def fault_of_outside(folder, target):
    for pattern, owners in OWNERS:
        if re.fullmatch(pattern, target):
            return None if owners is None or folder in owners else f"belongs to {', '.join(sorted(owners))}"
    return "is new: say in tests/lint/lint.py whose it is"


def check_outside(root):
    for path in sources(root):
        for number, own, target in includes(path):
            why = None if own else fault_of_outside(folder_of(root, path), target)
            if why:
                yield f"{path.relative_to(root)}:{number}: <{target}> {why}"


def check_lengths(root):
    for path in sources(root):
        count = len(path.read_text(encoding="utf-8").splitlines())
        if path.suffix == ".c" and count > MAX_FILE_LINES:
            yield f"{path.relative_to(root)}: {count} lines; more than {MAX_FILE_LINES}"


def check_names(root):
    seen = {}
    for path in sources(root):
        if path.suffix == ".c" and path.name in seen:
            yield f"{path.relative_to(root)}: there is a {seen[path.name].relative_to(root)} too"
        seen.setdefault(path.name, path)


def check_functions(root):
    """A function begins and ends with a brace in the first column."""
    for path in sources(root):
        start = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line == "{":
                start = number
            elif line.startswith("}") and start:
                if number - start - 1 > MAX_FUNCTION_LINES:
                    yield f"{path.relative_to(root)}:{start}: a function of {number - start - 1} lines; more than {MAX_FUNCTION_LINES}"
                start = None


def check_heads(root):
    for path in sources(root):
        if not path.read_text(encoding="utf-8").startswith("/* "):
            yield f"{path.relative_to(root)}:1: a file begins with a sentence that says what it is"


def check_typedefs(root):
    for path in sources(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.match(r"\s*typedef\b", line):
                yield f"{path.relative_to(root)}:{number}: no typedefs"


def check_exports(root):
    """What the shared library lets out is what the public header declares."""
    header, names = root / "src" / "handbill.h", root / "src" / "handbill.map"
    if not header.exists() or not names.exists():
        yield "src/handbill.h and src/handbill.map belong together"
        return
    text = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.DOTALL)
    declared = set(re.findall(r"\b(bill_\w+)\(", text))
    exported = set(re.findall(r"\b(bill_\w+);", names.read_text(encoding="utf-8")))
    for name in sorted(declared ^ exported):
        yield f"src/handbill.map: {name} is {'missing' if name in declared else 'not in handbill.h'}"


def check_map(root):
    """Who reads src/README.md knows what stands in src/: every folder, and every file that is in none."""
    text = (root / "src" / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`([^`]+)`", "".join(row.split("|")[1] for row in text.splitlines() if row.startswith("|"))))
    for path in sorted((root / "src").iterdir()):
        name = path.name + ("/" if path.is_dir() else "")
        if name not in listed | {"README.md", "meson.build"}:
            yield f"src/README.md: {name} is not on the map"


RULES = [
    ("includes point up the listing", check_own),
    ("each outside library has one owner", check_outside),
    ("no .c file is too long", check_lengths),
    ("no two .c files have one name", check_names),
    ("no function is too long", check_functions),
    ("every file says what it is", check_heads),
    ("no typedefs", check_typedefs),
    ("the shared library lets out its header", check_exports),
    ("the map shows what there is", check_map),
]


def holds(check, root):
    none(list(check(root)))


if __name__ == "__main__":
    sys.exit(main([(name, partial(holds, check, pathlib.Path(sys.argv[1]))) for name, check in RULES]))
