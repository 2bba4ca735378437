"""The conditions of a view that are no stored sets: each is tested on the article itself."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from reader.view import Condition


def _like(*columns: str) -> str:
    return " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns)


TESTS: Mapping[str, str] = {
    "text": _like("headline", "press", "author", "editor", "responsible_editor"),
    "title": _like("headline"),
    "source": f"{_like('press')}"
    f" OR source IN (SELECT id FROM source WHERE {_like('name', 'title', 'url')})",
    "author": _like("author"),
    "editor": _like("editor", "responsible_editor"),
}
"""In which columns a run of characters is looked for. Letters A to Z match in either case."""
REPRINT = "SELECT 1 FROM story WHERE story.article = {id} AND story.lead <> story.article"
"""Selects a row where the article *id* does not lead its story."""

_OF_SEVERAL = "SELECT 1 FROM story WHERE story.article = {id} AND sources > 1"


class Clause(NamedTuple):
    """A condition in SQL, and its parameters."""

    sql: str
    params: list[Any]


def clause(condition: Condition, time: str, id: str) -> Clause:
    """Return the test of *condition* on an article, whose columns are named *time* and *id*."""
    if condition.field == "time":
        sql, params = f"{time} >= ? AND {time} < ?", list(condition.values)
    elif condition.field == "dup":
        sql, params = f"EXISTS ({REPRINT.format(id=id)})", []
    elif condition.field == "reprinted":
        sql, params = f"EXISTS ({_OF_SEVERAL.format(id=id)})", []
    elif condition.initials or condition.places:
        sql, params = _loosely(condition, time, id)
    else:
        one = TESTS[condition.field]
        tests = " OR ".join([one] * len(condition.values))
        sql = f"EXISTS (SELECT 1 FROM article AS entry WHERE entry.id = {id} AND ({tests}))"
        params = [_pattern(str(run)) for run in condition.values for _ in range(one.count("?"))]
    return Clause(f"NOT ({sql})" if condition.negated else sql, params)


def _loosely(condition: Condition, time: str, id: str) -> Clause:
    """Return the test for words that match initials of headlines and sources, or places, too."""
    plain = replace(condition, negated=False, initials="", places=())
    sql, params = clause(plain, time, id)
    if condition.initials:
        sql += (
            f" OR EXISTS (SELECT 1 FROM article AS entry WHERE entry.id = {id}"
            " AND (has_initials(?, headline || char(10) || ifnull(press, '')) OR source IN"
            " (SELECT id FROM source WHERE has_initials(?, name) OR has_initials(?, title))))"
        )
        params += [condition.initials] * 3
    if condition.places:
        any_of = ", ".join("?" * len(condition.places))
        sql += (
            f" OR EXISTS (SELECT 1 FROM place WHERE region IN ({any_of})"
            f" AND place.time = {time} AND place.article = {id})"
        )
        params += condition.places
    return Clause(f"({sql})", params)


def _pattern(run: str) -> str:
    for special in "\\%_":
        run = run.replace(special, f"\\{special}")
    return f"%{run}%"
