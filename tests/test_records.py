"""Records, which rooms hand to one another and nobody changes."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from msgspec import Struct

import reader
from reader import model
from reader.extract.feeds.entry import RawEntry, RawFeed

PACKAGE = Path(reader.__file__).parent


def subclasses(kind: type[Struct]) -> Iterator[type[Struct]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def test_records_are_frozen() -> None:
    for file in PACKAGE.rglob("*.py"):
        if re.search(r"\bStruct\b|frozen=", file.read_text("utf-8")):
            import_module(".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts))
    public = {
        each
        for each in subclasses(Struct)
        if each.__module__.startswith("reader.") and not each.__name__.startswith("_")
    }
    assert {each for each in public if not each.__struct_config__.frozen} == {RawEntry, RawFeed}


def test_what_an_article_or_a_source_is_not_told_is_nothing_but_a_source_is_enabled() -> None:
    told = {
        (record.__name__, name)
        for record in subclasses(Struct)
        if record.__module__ == model.__name__ and record.__struct_defaults__
        for name, default in zip(
            record.__struct_fields__[-len(record.__struct_defaults__) :],
            record.__struct_defaults__,
            strict=True,
        )
        if isinstance(default, int) and default
    }
    assert told == {("Source", "enabled")}
