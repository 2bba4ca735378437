"""How a view becomes one query.

A view is the intersection of sets that each stand ready in the list's order: all articles, a
source's, a place's, the unread, the starred. The query walks the smallest, from either end, and
looks each of its articles up in the others. Every walk and every look-up is answered by one index
alone, and nothing is sorted, unless several regions are walked at once. What a query asks beyond
these sets is looked up in the article itself (`reader.store.filters`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from reader.model import View
from reader.store import filters
from reader.store.folds import ELDERS

_EVER = -(2**63)


class Query(NamedTuple):
    """A statement that gives article ids, newest first, and its parameters."""

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
    params: tuple[Any, ...] = ()
    distinct: str = ""
    """For a walk that may come to an article twice."""


_ALL = _Set("article", "INDEXED BY article_by_time", "SELECT sum(total) FROM source_count", "id")
_SHOWN = _Set("article", "INDEXED BY article_shown", _ALL.size, "id", "hidden = 0 AND ")
"""All articles but the muted and those that another one stands for (`reader.store.folds`)."""
_UNREAD = _Set("unread", "", "SELECT sum(unread) FROM source_count")
_STARRED = _Set("starred", "", "SELECT count(*) FROM starred")
_MUTED = _Set("muted", "INDEXED BY muted_by_time", "SELECT count(*) FROM muted")


def _of_source(source: int) -> _Set:
    size = "SELECT total FROM source_count WHERE source = ?"
    index = "INDEXED BY article_by_source"
    return _Set("article", index, size, "id", "source = ? AND ", (source,))


def _of_region(region: str) -> _Set:
    size = "SELECT total FROM place_count WHERE region = ?"
    return _Set("place", "", size, prefix="region = ? AND ", params=(region,))


def _others(id: int) -> _Set:
    mine = "(SELECT mine.lead FROM story AS mine WHERE mine.article = ?)"
    size = f"SELECT count(*) FROM story WHERE lead = {mine}"
    return _Set(
        "story",
        "",
        f"{size} AND article <> ?",
        prefix=f"lead = {mine} AND article <> ? AND ",
        params=(id, id),
    )


def _of_regions(regions: tuple[str | int, ...]) -> _Set:
    if len(regions) == 1:
        return _of_region(str(regions[0]))
    any_of = f"region IN ({', '.join('?' * len(regions))})"
    size = f"SELECT sum(total) FROM place_count WHERE {any_of}"
    return _Set("place", "", size, "article", f"{any_of} AND ", regions, "DISTINCT ")


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
    """Give how many articles must be walked for *view*. *number* runs a query for one number."""
    return min(number(each.size, *each.params) for each in _sets(view))


def query(
    view: View,
    number: Callable[..., int],
    *,
    limit: int | None = None,
    times: bool = False,
    match: str = "",
    before: tuple[int, int] | None = None,
    among: str = "",
    muted: bool = False,
) -> Query:
    """Give the query for the ids of *view* in its order, at most *limit*, with *times* if asked.

    *number* runs a query for one number, by which the sets' sizes are learnt. *match*: only those
    that the search index gives for this expression of FTS5, which are then walked. *before*: only
    what is listed behind the article of this time and id. *among*: only these, a JSON array of ids.
    *muted*: muted ones too, which otherwise only lists of muted or of starred articles show. What
    the search index gives is not folded.
    """
    sets = _sets(view)
    any_muted = bool(number(_ANY_MUTED))
    hides = any_muted and not muted and not {_MUTED, _STARRED} & {*sets}
    folded = not match and folds(view)
    plain = not among and not muted and not view.conditions and view.since is None
    if folded and plain and sets == [_ALL]:
        sets, folded, hides = [_SHOWN], False, False
    walked = _walked(sets, number, match, among)
    id = f"walked.{walked.id}"
    lines = [
        f"SELECT {walked.distinct}{id} AS id{', walked.time' if times else ''}",
        f"FROM {walked.table} AS walked {walked.index}",
        f"WHERE {walked.prefix}walked.time >= ?",
    ]
    params = [*walked.params, _first(view)]
    if before is not None:
        if view.oldest_first:
            params[-1] = max(params[-1], before[0])  # of two lower bounds SQLite goes by the first
        lines.append(f"AND (walked.time, {id}) {'>' if view.oldest_first else '<'} (?, ?)")
        params += before
    others = [other for other in sets if other is not walked]
    clauses = list(_clauses(view, others, "walked.time", id, hides and not folded))
    if folded:
        clauses.append(_folded(view, sets, id, hides, any_muted))
    for clause in clauses:
        lines.append(f"AND {clause.sql}")
        params += clause.params
    way = "ASC" if view.oldest_first else "DESC"
    lines.append(f"ORDER BY walked.time {way}, {id} {way} LIMIT ?")
    params.append(limit if limit is not None else -1)
    return Query("\n".join(lines), params)


def _walked(sets: Sequence[_Set], number: Callable[..., int], match: str, among: str) -> _Set:
    """Choose what is gone through: what is given, what the index gives, or the smallest set."""
    if among:
        return replace(_GIVEN, params=(among,))
    if match:
        return replace(_MATCHING, params=(match,))
    return min(sets, key=lambda s: number(s.size, *s.params)) if sets[1:] else sets[0]


def folds(view: View) -> bool:
    """Whether a story is one row in *view*: not where each article is wanted, nor those muted."""
    return view.folded and not _is_about_stories(view) and _MUTED not in _sets(view)


def _first(view: View) -> int:
    return view.since if view.since is not None else _EVER


def _clauses(view: View, sets: Sequence[_Set], time: str, id: str, hides: bool) -> Iterator[Query]:
    """Give what must hold of an article of *view*, whose columns are named *time* and *id*.

    *hides*: it must not be muted.
    """
    if hides:
        yield Query(_NOT_MUTED.format(id=id), [])
    for other in sets:
        if other is not _ALL:
            yield Query(_is_in(other, time, id), [*other.params])
    for condition in view.conditions:
        if condition.field not in _SETS:
            yield Query(*filters.clause(condition, time, id))
        elif condition.negated:
            other = _SETS[condition.field](condition.values)
            yield Query(f"NOT {_is_in(other, time, id)}", [*other.params])


def _is_in(other: _Set, time: str, id: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {other.table} AS other {other.index}"
        f" WHERE {other.prefix}other.time = {time} AND other.{other.id} = {id})"
    )


def _is_about_stories(view: View) -> bool:
    """Tell whether *view* is one source's, or asks for reprints: each is wanted."""
    return (
        view.source is not None
        or view.reprints_of is not None
        or any(condition.field == "dup" for condition in view.conditions)
    )


def _folded(view: View, sets: Sequence[_Set], id: str, hides: bool, any_muted: bool) -> Query:
    """Give the condition that no other article of *view* stands for the story of the article *id*.

    Nor, where it *hides* those, that it is muted. Most articles need but one look for either, for
    few are hidden from the list of all; where muted ones are shown, these may stand for others.
    """
    few = "hidden" if hides or not any_muted else "story"
    muted = f"NOT {_NOT_MUTED.format(id=id)} OR " if hides else ""
    lines = [
        f"NOT ({id} IN (SELECT article FROM {few}) AND ({muted}EXISTS (",
        ELDERS.format(id=id),
        "AND elder.time >= ?",
    ]
    params: list[Any] = [_first(view)]
    for clause in _clauses(view, sets, "elder.time", "elder.article", hides):
        lines.append(f"AND {clause.sql}")
        params += clause.params
    return Query("\n".join((*lines, ")))")), params)


_SETS: Mapping[str, Callable[[tuple[str | int, ...]], _Set]] = {
    "region": _of_regions,
    "unread": lambda _: _UNREAD,
    "starred": lambda _: _STARRED,
    "muted": lambda _: _MUTED,
}
"""The conditions that are sets."""


def _sets(view: View) -> list[_Set]:
    sets = []
    if view.scope == "starred":
        sets.append(_STARRED)
    if view.scope == "muted":
        sets.append(_MUTED)
    if view.scope == "unread" or view.unread_only:
        sets.append(_UNREAD)
    if view.region is not None:
        sets.append(_of_region(view.region))
    if view.reprints_of is not None:
        sets.append(_others(view.reprints_of))
    if view.source is not None:
        sets.append(_of_source(view.source))
    sets += [
        _SETS[condition.field](condition.values)
        for condition in view.conditions
        if condition.field in _SETS and not condition.negated
    ]
    return sets or [_ALL]
