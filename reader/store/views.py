"""How a view becomes one query.

Most conditions of a view are sets of articles that are stored in the list's order: a source's, a
place's, the unread, the starred. The query walks the smallest, from either end and between the
times that are asked for, and looks each of its articles up in the others. Every walk and every
look-up needs one index and no more, and nothing is sorted, unless several regions are walked at
once, or a small set is to have first what most sources have. The other conditions are tested on the
article itself (`reader.store.views`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from reader.store.counts import ELDERS
from reader.view import END_OF_TIME, REPRINTED, Condition, View

# The conditions of a view that are no stored sets.


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


# How a view becomes one query.

_EVER = -(2**63)

_Values = tuple[str | int, ...]


class ViewQuery(NamedTuple):
    """A statement that selects article ids, newest first, and its parameters."""

    sql: str
    params: list[Any]


class _Set(Struct, frozen=True):
    """Articles in the order of (time, article), as far as *prefix* holds."""

    table: str
    index: str
    size: str
    """The query for how many there are, its parameters those of the prefix."""
    id: str = "article"
    prefix: str = ""
    params: _Values = ()
    is_union: bool = False
    """Whether it is several sets in one: a walk may meet an article twice, and out of order."""


_ALL = _Set("article", "INDEXED BY article_by_time", "SELECT sum(total) FROM source_count", "id")
_SHOWN = _Set("article", "INDEXED BY article_shown", _ALL.size, "id", "hidden = 0 AND ")
"""All articles but the muted and those that another one stands for (`reader.store.counts`)."""
_UNREAD = _Set("unread", "", "SELECT sum(unread) FROM source_count")
_STARRED = _Set("starred", "", "SELECT count(*) FROM starred")
_MUTED = _Set("muted", "INDEXED BY muted_by_time", "SELECT count(*) FROM muted")

_BY_SOURCES = _Set("story", "INDEXED BY story_by_sources", "", prefix="sources > 1 AND ")
"""Articles whose story is of several sources, in the order of (sources, time, article)."""
_SOURCES = "(SELECT sources FROM story WHERE story.article = {id})"


def _of_sources(ids: _Values) -> _Set:
    any_of = f"source IN ({_places(ids)})"
    size = f"SELECT sum(total) FROM source_count WHERE {any_of}"
    index = "INDEXED BY article_by_source"
    return _Set("article", index, size, "id", f"{any_of} AND ", ids, len(ids) > 1)


def _of_regions(ids: _Values) -> _Set:
    any_of = f"region IN ({_places(ids)})"
    size = f"SELECT sum(total) FROM place_count WHERE {any_of}"
    return _Set("place", "", size, "article", f"{any_of} AND ", ids, len(ids) > 1)


def _others(of: _Values) -> _Set:
    mine = "(SELECT mine.lead FROM story AS mine WHERE mine.article = ?)"
    others = f"lead = {mine} AND article <> ?"
    size = f"SELECT count(*) FROM story WHERE {others}"
    return _Set("story", "", size, "article", f"{others} AND ", of * 2)


def _places(values: _Values) -> str:
    return ", ".join("?" * len(values))


_SETS: Mapping[str, Callable[[_Values], _Set]] = {
    "region": _of_regions,
    "from": _of_sources,
    "story": _others,
    "unread": lambda _: _UNREAD,
    "starred": lambda _: _STARRED,
    "muted": lambda _: _MUTED,
}
"""The conditions that are sets."""

_MATCHING = _Set(
    "(SELECT article.id, article.time FROM tokens CROSS JOIN article INDEXED BY article_time"
    " ON article.id = tokens.rowid WHERE tokens MATCH ?)",
    "",
    "",
    "id",
)
_GIVEN = _Set(
    "(SELECT article.id, article.time FROM json_each(?) AS given CROSS JOIN article"
    " INDEXED BY article_time ON article.id = given.value)",
    "",
    "",
    "id",
)
_ANY_MUTED = "SELECT EXISTS (SELECT 1 FROM muted)"
_NOT_MUTED = "{id} NOT IN (SELECT article FROM muted)"


def size(view: View, number: Callable[..., int]) -> int:
    """Return how many articles must be walked for *view*. *number* runs a query for one number."""
    return min(number(each.size, *each.params) for each in _sets(view))


def parts(view: View) -> Sequence[View]:
    """Return the views that a query each lists, one after the other, for *view*.

    By the number of sources: what several have, and then all the rest, the newest first.
    """
    if view.order != "reprinted":
        return [view]
    rest = Condition("reprinted", negated=True)
    return [view.having(REPRINTED), replace(view.having(rest), order="newest")]


def sorts(view: View) -> bool:
    """Return whether *view* is not listed in the order of (time, article)."""
    return view.order == "reprinted" or any(each.is_union for each in _sets(view))


def folds(view: View) -> bool:
    """Return whether a story is one row in *view*: not where each article is asked for."""
    asked = {each.field for each in view.conditions if each.field == "dup" or not each.negated}
    return view.folded and asked.isdisjoint(("from", "story", "dup", "muted"))


def query(
    view: View,
    number: Callable[..., int],
    *,
    limit: int | None = None,
    times: bool = False,
    match: str = "",
    before: tuple[int, int] | None = None,
    to: int | None = None,
    among: str = "",
    muted: bool = False,
) -> ViewQuery:
    """Return the query for the ids of *view* in its order, at most *limit*.

    *number* runs a query for one number: the sizes of the sets. *times*: also each article's time.
    *match*: only what the search index has for this expression of FTS5, without folding. *before*:
    only what is listed after the article of this time and id. *to*: and not after those of this
    time; what is asked for in such pieces is the same as at once. *among*: only these, a JSON array
    of ids. *muted*: muted ones too, which are otherwise only in lists of muted or starred articles.
    """
    sets = _sets(view)
    hides = not muted and not {_MUTED, _STARRED} & {*sets} and bool(number(_ANY_MUTED))
    folded = not match and folds(view)
    if folded and not (among or muted) and all(c.field == "reprinted" for c in view.conditions):
        sets, folded, hides = [_SHOWN], False, False
    walked = _walked(sets, number, match, among)
    is_ranked = view.order == "reprinted" and REPRINTED in view.conditions
    if is_ranked and _is_by_sources(walked, number, limit):
        walked = _BY_SOURCES
    id = f"walked.{walked.id}"
    others = [other for other in sets if other is not walked]
    # In front: of two bounds SQLite goes by the first.
    clauses = [*_between(before, to, id, is_rising=view.order == "oldest")]
    clauses += _clauses(view, others, "walked.time", id, hides)
    if folded:
        clauses.append(_unless_hidden(view, sets, id, hides))
    where = _all_of(clauses)
    selected = f"SELECT {'DISTINCT ' if walked.is_union else ''}{id} AS id"
    way = "ASC" if view.order == "oldest" else "DESC"
    order = f"walked.time {way}, {id} {way}"
    if is_ranked:
        sources = "walked.sources" if walked is _BY_SOURCES else _SOURCES.format(id=id)
        order = f"{sources} DESC, {order}"
    lines = [
        f"{selected}, walked.time" if times else selected,
        f"FROM {walked.table} AS walked {walked.index}",
        f"WHERE {walked.prefix}{where.sql}",
        f"ORDER BY {order} LIMIT ?",
    ]
    return ViewQuery(
        "\n".join(lines), [*walked.params, *where.params, -1 if limit is None else limit]
    )


def _all_of(clauses: Iterable[Clause]) -> Clause:
    sqls, params = zip(*clauses, strict=True)
    return Clause("\nAND ".join(sqls), [*chain.from_iterable(params)])


def _walked(sets: Sequence[_Set], number: Callable[..., int], match: str, among: str) -> _Set:
    """Choose what is walked: what is given, what the search index finds, or the smallest set."""
    if among:
        return replace(_GIVEN, params=(among,))
    if match:
        return replace(_MATCHING, params=(match,))
    return min(sets, key=lambda s: number(s.size, *s.params)) if sets[1:] else sets[0]


def _is_by_sources(walked: _Set, number: Callable[..., int], limit: int | None) -> bool:
    """Return whether articles by the number of sources are found sooner in that order.

    Then they come in order, but only some are in *walked*, the smallest set: as many as of all
    articles. That one must be walked to its end, and sorted.
    """
    everything, size = number(_ALL.size), number(walked.size, *walked.params)
    steps = everything if limit is None else limit * everything // max(1, size)
    return steps <= size


def _sets(view: View) -> list[_Set]:
    asked = [each for each in view.conditions if each.field in _SETS and not each.negated]
    return list(dict.fromkeys(_SETS[each.field](each.values) for each in asked)) or [_ALL]


def _clauses(view: View, sets: Sequence[_Set], time: str, id: str, hides: bool) -> Iterator[Clause]:
    """Yield what must hold of an article of *view*, whose columns are named *time* and *id*.

    The first are the bounds of its time, by which it is found. *hides*: it must not be muted.
    """
    yield from _span(view, time)
    if hides:
        yield Clause(_NOT_MUTED.format(id=id), [])
    for other in sets:
        if other is not _ALL:
            yield Clause(_is_in(other, time, id), [*other.params])
    for condition in view.conditions:
        if condition.field in _SETS:
            if condition.negated:
                other = _SETS[condition.field](condition.values)
                yield Clause(f"NOT {_is_in(other, time, id)}", [*other.params])
        elif condition.negated or condition.field != "time":
            yield clause(condition, time, id)


def _between(
    before: tuple[int, int] | None, to: int | None, id: str, *, is_rising: bool
) -> Iterator[Clause]:
    """Yield the bounds of a piece of a list, as `query` has them."""
    if to is not None:
        yield Clause(f"walked.time {'<=' if is_rising else '>='} ?", [to])
    if before is not None:
        yield Clause(f"(walked.time, {id}) {'>' if is_rising else '<'} (?, ?)", [*before])


def _span(view: View, time: str) -> Iterator[Clause]:
    """Yield the bounds of what all spans of time that *view* asks for have in common."""
    spans = [each.values for each in view.conditions if each.field == "time" and not each.negated]
    yield Clause(f"{time} >= ?", [max((first for first, _ in spans), default=_EVER)])
    end = min((end for _, end in spans), default=END_OF_TIME)
    if end != END_OF_TIME:
        yield Clause(f"{time} < ?", [end])


def _is_in(other: _Set, time: str, id: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {other.table} AS other {other.index}"
        f" WHERE {other.prefix}other.time = {time} AND other.{other.id} = {id})"
    )


def _unless_hidden(view: View, sets: Sequence[_Set], id: str, hides: bool) -> Clause:
    """Return the condition that no other article of *view* stands for the story of *id*.

    Most articles have no story, which the first look-up tells. *hides*: muted articles are not in
    the view, and stand for no other.
    """
    elder = _all_of(_clauses(view, sets, "elder.time", "elder.article", hides))
    elders = f"EXISTS ({ELDERS.format(id=id)}AND {elder.sql})"
    return Clause(f"NOT ({id} IN (SELECT article FROM story) AND {elders})", elder.params)
