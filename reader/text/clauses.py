"""An article as clauses, without what an editor may change while the story stays the same."""

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from reader.text.fold import fold

LONGEST = 6000
"""Characters of a text that are looked at."""
HEADLINE = 200
"""Characters of a headline that are looked at."""

DATA = Path(__file__).parent.parent / "data" / "phrases.txt"
"""Words of which one stands for another, or for none, in every newsroom."""

_QUOTES = re.compile("[\"'`“”‘’「」『』《》〈〉]")
_STOPS = re.compile(r"[,:.~-]+(?!\d)|[,:.]+(?<!\d[,:.])")
"""What parts clauses but for the room between digits: 3.2, 15:56, 3-5 and -8℃ are not parted."""
_CLAUSE = re.compile(r"[\w.,:%℃°~-]+")
_CREDITS = re.compile(
    r"^[^\w\n]*(?:(?:本文|稿件|信息)?来源|出处|(?:责任|本期|值班)?编辑|责编|编审|校对|初审|终审|作者|记者|通讯员"
    r"|摄影|供图|图片|原标题)[^。!?\n]{0,40}$",
    re.MULTILINE,
)
_DATELINE = re.compile(
    r"^\s*(?:本[报网台刊]|[\u4e00-\u9fff]{2,4}社|中新网)[^,。\n]{0,20}?[讯电]\s*", re.MULTILINE
)
_REPORTERS = re.compile(
    r"\((?:本[报网台])?(?:实习|见习|特约)?(?:记者|通讯员|编辑|图|文|摄)[^()]{0,40}\)"
)

# Lookbehinds come last: what a match begins with is found fast.
_OURS = re.compile("[我全本](?=[省市州县区])|内(?<=[省市县]内)")

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER = re.compile(f"[{''.join(_DIGITS)}{''.join(_UNITS)}]+")
_BELOW_ZERO = re.compile(r"(?:零下|负)(?=[\d一二三四五六七八九十])")
_EVENING = re.compile(r"(?:晚上?|下午|傍晚|夜间?)(\d\d?)(?=[时点:])")
_SCORE = re.compile(r"[比:](?<=\d[比:])(?=\d)")
_NUMBER = r"(?:[约近逾超]过?|突破)?-?\d+(?:[.:/~-]\d+)*[余多]?"
_TOKEN = re.compile(rf"{_NUMBER}|[a-z]+|\S")

_SITE = re.compile(r"[-_—|]+[^-_—|]{2,8}(?:网|频道|在线|报|新闻)$")
_MARK = r"[\[【(][^\])】\d〇一二三四五六七八九十上中下]{1,8}[\])】]"
_LABEL = re.compile(rf"^\W*{_MARK}|{_MARK}\W*$")


@dataclass(frozen=True)
class Wording:
    """An article's headline and text as clauses, folded, without what any editor may change."""

    headline: str
    clauses: tuple[str, ...]

    @cached_property
    def length(self) -> int:
        """How many characters the text has, without stops."""
        return sum(map(len, self.clauses))

    @cached_property
    def bigrams(self) -> frozenset[str]:
        """The pairs of neighbouring characters of each clause."""
        return frozenset(pair for clause in self.clauses for pair in bigrams_of(clause))


def wording(headline: str, body: str) -> Wording:
    """Return the wording of an article; paragraphs of *body* are parted by newlines."""
    heads, text = fold(headline[:HEADLINE]).lower(), fold(body[:LONGEST]).lower()
    return Wording(_headline_of(heads), tuple(_clauses_of(text)))


@lru_cache(maxsize=4096)
def bigrams_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of *text*, a single one of its own."""
    return frozenset(map("".join, pairwise(text))) or frozenset((text,))


def _clauses_of(body: str) -> list[str]:
    """Return the clauses of a folded text."""
    text = _REPORTERS.sub("", _CREDITS.sub("", body))
    return _CLAUSE.findall(_STOPS.sub(" ", _plain(_DATELINE.sub("", text))))


def _headline_of(headline: str) -> str:
    """Return a folded headline without label and site, as one clause."""
    plain = _plain(_LABEL.sub("", _SITE.sub("", headline)))
    return "".join(_CLAUSE.findall(_STOPS.sub(" ", plain)))


def tokens_of(clause: str) -> list[str]:
    """Return a clause's numbers, Latin words and other characters."""
    return _TOKEN.findall(clause)


def is_rounded(number: str) -> bool:
    """Tell whether a number is said to be about so much: 近30, 30余."""
    return not (number[-1].isdecimal() and (number[0].isdecimal() or number[0] == "-"))


def _plain(text: str) -> str:
    """Return *text* without quotes and phrases, every number in digits."""
    text = _OURS.sub("", _phrase().sub("", _QUOTES.sub("", text)))
    text = _HAN_NUMBER.sub(_digits, _BELOW_ZERO.sub("-", text))
    return _SCORE.sub(":", _EVENING.sub(lambda found: str(int(found[1]) + 12), text))


@cache
def _phrase() -> re.Pattern[str]:
    phrases = sorted(DATA.read_text("utf-8").split(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, phrases)))


def _digits(found: re.Match[str]) -> str:
    """Write a number in Han characters, by places or digit by digit, in digits."""
    signs = found[0]
    if not any(sign in _UNITS for sign in signs):
        return "".join(str(_DIGITS[sign]) for sign in signs)
    total, digit = 0, 0
    for sign in signs:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return str(total + digit)
