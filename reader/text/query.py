"""The language in which one asks for articles, the same wherever one types it.

    新能源 汽车        both, anywhere                region:吉林      a place with all below it
    "新能源 汽车"      just so, blanks and all       is:unread        or starred, muted, dup
    title:汽车         in one field of the article   has:image
    source:新华        author: editor: title:        since:3d         or 12h, 2w, 2019-12-20
    -汽车              not this                      on:2019-12-20    or 2019-12, 2019

Everything must hold, but of several regions or several sources any one. ``-`` stands before
whatever must not hold. A full-width colon and Chinese quotation marks do as well.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Literal, cast, get_args

from msgspec import Struct

from reader.errors import BadQuery
from reader.i18n import N_

Where = Literal["text", "title", "source", "author", "editor"]
Mark = Literal["unread", "starred", "muted", "dup"]


class Words(Struct, frozen=True):
    """A run of characters that must occur; in the field ``text``, anywhere in the article."""

    run: str
    where: Where = "text"


class Place(Struct, frozen=True):
    """A region, by what it is called."""

    label: str


class Is(Struct, frozen=True):
    """A mark of the reader's, or being a reprint."""

    mark: Mark


class Has(Struct, frozen=True):
    """Something that an article has."""

    thing: Literal["image"]


class Since(Struct, frozen=True):
    """No older than the beginning of a day, or than a span before now."""

    start: date | timedelta


class On(Struct, frozen=True):
    """From the day *first* up to, but not on, the day *after*: one day, a month or a year."""

    first: date
    after: date


Predicate = Words | Place | Is | Has | Since | On


class Term(Struct, frozen=True):
    """A predicate that must hold or, *negated*, must not."""

    predicate: Predicate
    negated: bool = False


class Query(Struct, frozen=True):
    """What was asked for, in the order in which it was typed."""

    terms: tuple[Term, ...] = ()


LONGEST = 1000
"""Characters of a query."""

_TERM = re.compile(
    r'(?P<minus>[-－]?)(?:(?P<field>[A-Za-z]+)[:：])?(?:["“”](?P<phrase>[^"“”]*)["“”]?|(?P<word>[^\s"“”]*))'
)
_SPAN = re.compile(r"(\d{1,4})(?:([hH]|小时)|([dD]|天)|([wW]|周))")
_DATE = re.compile(r"((?:19|20)\d\d)(?:[-/.年](\d\d?)(?:[-/.月](\d\d?)日?|月?)|年?)")


def parse(text: str) -> Query:
    """Read a query. Raises BadQuery, by one of its kinds.

    >>> parse("region:吉林 -汽车").terms[1]
    Term(predicate=Words(run='汽车', where='text'), negated=True)
    """
    if len(text) > LONGEST:
        raise BadQuery(N_("条件太长了，最多 {limit} 个字。"), limit=LONGEST)
    return Query(tuple(_terms(text)))


def _terms(text: str) -> Iterator[Term]:
    for found in _TERM.finditer(text):
        value = found["word"] or (found["phrase"] or "").strip()
        field = (found["field"] or "").lower()
        if field and field not in FIELDS:
            fields = " ".join(f"{name}:" for name in FIELDS)
            raise BadQuery(
                N_(
                    "没有“{field}:”这种条件，最接近的是 {nearest}:。可以写 {fields}；"
                    "要找这几个字，请加上引号。"
                ),
                field=field,
                nearest=_nearest(field),
                fields=fields,
            )
        if field and not value:
            raise BadQuery(
                N_("“{field}:”后面要写上内容，例如 {example}。"),
                field=field,
                example=FIELDS[field].example,
            )
        if field:
            yield Term(read_field(field, value), bool(found["minus"]))
        elif value:
            yield Term(Words(value), bool(found["minus"]))


def _nearest(field: str) -> str:
    return get_close_matches(field, FIELDS, 1, 0)[0]


def read_field(field: str, value: str) -> Predicate:
    """Read what stands behind one of the `FIELDS` and its colon. Raises BadQuery."""
    predicate = FIELDS[field].read(value)
    if predicate is None:
        raise BadQuery(
            N_("“{field}:”后面不能是“{value}”，可以写 {example}。"),
            field=field,
            value=value,
            example=FIELDS[field].example,
        )
    return predicate


def _words(where: Where) -> Callable[[str], Predicate | None]:
    return lambda value: Words(value, where)


def _is(value: str) -> Predicate | None:
    mark = value.lower()
    return Is(cast(Mark, mark)) if mark in get_args(Mark) else None


def _has(value: str) -> Predicate | None:
    return Has("image") if value.lower() == "image" else None


def _since(value: str) -> Predicate | None:
    span = _SPAN.fullmatch(unicodedata.normalize("NFKC", value))
    if span:
        count = int(span[1])
        if span[2]:
            return Since(timedelta(hours=count))
        return Since(timedelta(days=count if span[3] else 7 * count))
    days = _days(value)
    return Since(days.first) if days else None


def _days(value: str) -> On | None:
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", value))
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return On(first, first + timedelta(days=1))
    return On(first, date(year + (month == 12 or not month), month % 12 + 1 if month else 1, 1))


class _Field(Struct, frozen=True):
    read: Callable[[str], Predicate | None]
    """Returns None for an invalid value."""
    example: str


FIELDS: Mapping[str, _Field] = {
    "region": _Field(Place, "region:吉林"),
    "source": _Field(_words("source"), "source:新华"),
    "author": _Field(_words("author"), "author:贾子尧"),
    "editor": _Field(_words("editor"), "editor:田东艳"),
    "title": _Field(_words("title"), "title:供暖"),
    "is": _Field(_is, "is:unread is:starred is:muted is:dup"),
    "has": _Field(_has, "has:image"),
    "since": _Field(_since, "since:3d since:12h since:2019-12-20"),
    "on": _Field(_days, "on:2019-12-20 on:2019-12"),
}
"""What may stand before a colon."""
