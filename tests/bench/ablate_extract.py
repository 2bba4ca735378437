"""Switch off each rule of extraction in turn and say what becomes wrong without it.

    python -m tests.bench.ablate_extract [LABELS...] [--module NAME] [--alternatives] [--tests]

A rule is a pattern or a set of words of a module of `reader.extract`, or a function there that
tells yes from no. Evidence is every labelled page of the tests and of the files LABELS. What turns
nothing wrong is printed with 0: it goes, unless a small test shows what it is for, which
``--tests`` looks for. With ``--alternatives`` every alternative of every pattern is a rule.
"""

import argparse
import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from itertools import pairwise
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest

import reader.extract
from reader.extract.page import extract_page
from tests.extract.labelled import Labelled, load

OWN = Path(__file__).parent.parent / "extract" / "pages" / "labels.json"
SMALL_TESTS = [
    str(file)
    for file in sorted(OWN.parent.parent.glob("test_*.py"))
    if file.name not in ("test_fuzz.py", "test_pages.py")
]
NEVER = r"(?!)"
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[()|]|[^\\\[()|]+", re.DOTALL)


class Rule(NamedTuple):
    """A name of a module, and what to put there, and wherever else it is known, instead."""

    module: ModuleType
    name: str
    instead: Any
    what: str = ""

    def __str__(self) -> str:
        return f"{self.module.__name__.removeprefix('reader.extract.')}.{self.name} {self.what}"

    @contextmanager
    def switched_off(self, modules: list[ModuleType]) -> Iterator[None]:
        """Do without the rule in all of *modules*."""
        rule = getattr(self.module, self.name)
        users = [module for module in modules if vars(module).get(self.name) is rule]
        try:
            for user in users:
                setattr(user, self.name, self.instead)
            yield
        finally:
            for user in users:
                setattr(user, self.name, rule)


def rules(modules: list[ModuleType], *, alternatives: bool) -> Iterator[Rule]:
    """Yield the rules of *modules*."""
    for module in modules:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and alternatives:
                for what, source in without_each(value.pattern):
                    with suppress(re.error):
                        yield Rule(module, name, re.compile(source, value.flags), what)
            elif isinstance(value, re.Pattern):
                yield Rule(module, name, re.compile(NEVER))
            elif isinstance(value, frozenset) and not alternatives:
                yield Rule(module, name, frozenset())
            elif is_predicate(value, module) and not alternatives:
                yield Rule(module, name, lambda *_, **__: False)


def is_predicate(value: object, module: ModuleType) -> bool:
    """Tell whether *value* is a function of *module* that tells yes from no."""
    return (
        isinstance(value, FunctionType)
        and value.__module__ == module.__name__
        and value.__annotations__.get("return") is bool
    )


def without_each(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield each alternative of *pattern*, at any depth, and the pattern without it."""
    starts = [0]
    splits: list[list[int]] = [[]]
    for token in _TOKEN.finditer(pattern):
        match token[0]:
            case "(":
                starts.append(token.end())
                splits.append([])
            case "|":
                splits[-1].append(token.start())
            case ")":
                yield from _cut(pattern, starts.pop(), token.start(), splits.pop())
    yield from _cut(pattern, starts.pop(), len(pattern), splits.pop())


def _cut(pattern: str, start: int, end: int, splits: list[int]) -> Iterator[tuple[str, str]]:
    borders = [start - 1, *splits, end]
    for before, after in pairwise(borders) if splits else ():
        what = pattern[before + 1 : after]
        if not what.startswith("?"):
            last = after == end
            kept = pattern[:before] if last else pattern[: before + 1]
            yield what, kept + (pattern[after:] if last else pattern[after + 1 :])


def wrong(pages: list[Labelled]) -> set[tuple[str, str]]:
    """Return what is wrong on *pages*: the page and how."""
    found: set[tuple[str, str]] = set()
    for page in pages:
        try:
            article = extract_page(page.data, page.url, now=page.now)
        except Exception as error:
            found.add((page.id, repr(error)))
        else:
            found.update((page.id, how) for how in page.wrong(article))
    return found


def is_tested() -> bool:
    """Tell whether a small test of extraction fails as things are."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        status = pytest.main(["-x", "-q", "-n0", "-p", "no:cacheprovider", *SMALL_TESTS])
    return status == pytest.ExitCode.TESTS_FAILED


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("labels", nargs="*", type=Path)
    parser.add_argument("--module", help="this module alone")
    parser.add_argument("--alternatives", action="store_true")
    parser.add_argument("--tests", action="store_true")
    args = parser.parse_args()
    pages = [page for labels in (OWN, *args.labels) for page in load(labels)]
    found = pkgutil.walk_packages(reader.extract.__path__, "reader.extract.")
    modules = [importlib.import_module(module.name) for module in found]
    asked = [module for module in modules if not args.module or args.module in module.__name__]
    before = wrong(pages)
    print(f"{len(pages)} pages, {len(before)} faults with every rule")
    for rule in list(rules(asked, alternatives=args.alternatives)):
        with rule.switched_off(modules):
            after = wrong(pages)
            tested = args.tests and not after - before and is_tested()
        counts = f"{len(after - before):4} worse {len(before - after):3} better"
        print(f"{counts}  {rule}{'  (a test)' if tested else ''}", flush=True)


if __name__ == "__main__":
    main()
