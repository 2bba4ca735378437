"""Two articles compared: as clauses, and where both say something that is not the same."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from reader.text.searchable import fold

# An article as clauses, without what an editor may change while the story stays the same.

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


# Where two texts that are much alike say something, both of them, and not the same.

_LABOUR = 10_000
"""Comparisons, of clauses or of characters, that one place may cost; more is a doubt."""


class Difference(NamedTuple):
    """A place where both texts say something, and not the same."""

    is_fact: bool
    """True: a number, a date, a place or a person; False: words."""


def differences(one: Wording, other: Wording) -> Iterator[Difference]:
    """Yield the places where two texts that are much alike contradict each other, facts or not."""
    if resemblance(one.headline, other.headline) >= 0.7:
        yield from _compare(one.headline, other.headline)
    elif _contradict(tokens_of(one.headline), tokens_of(other.headline)):
        yield Difference(True)
    if _repeats(one) or _repeats(other):
        yield Difference(True)
        return
    matcher = SequenceMatcher(None, one.clauses, other.clauses, autojunk=False)
    for kind, from1, to1, from2, to2 in matcher.get_opcodes():
        if kind == "replace":
            begins = from1 == from2 == 0
            yield from _compare_runs(one.clauses[from1:to1], other.clauses[from2:to2], begins)


def _repeats(article: Wording) -> bool:
    """Tell whether a clause comes so often that laying texts side by side would take long."""
    return max(Counter(article.clauses).values()) > 50


def _compare_runs(ones: Sequence[str], others: Sequence[str], begins: bool) -> Iterator[Difference]:
    """Compare clauses that stand between the same neighbours: each with the one most like it.

    *begins*: they are the beginnings of both texts, which are often written anew.
    """
    if len(ones) * len(others) > _LABOUR:
        yield Difference(True)
        return
    left, rest = list(others), []
    for clause in ones:
        likeness, best = max(
            ((_likeness(clause, each), -at) for at, each in enumerate(left)), default=(0.0, 0)
        )
        if likeness >= 0.4:
            yield from _compare(clause, left.pop(-best))
        else:
            rest.append(clause)
    if _contradict(tokens_of(" ".join(rest)), tokens_of(" ".join(left))):
        yield Difference(True)
    if begins:
        return
    # Items of a list: other names, where a clause that was written anew would be longer.
    short1, short2 = ([each for each in run if len(each) <= 8] for run in (rest, left))
    for _ in range(min(len(short1), len(short2))):
        yield Difference(False)


def _compare(one: str, other: str) -> Iterator[Difference]:
    """Compare two clauses that are much alike, character by character, numbers as wholes."""
    ones, others = tokens_of(one), tokens_of(other)
    if len(ones) * len(others) > _LABOUR:
        yield Difference(True)
        return
    matcher = SequenceMatcher(None, ones, others, autojunk=False)
    for kind, from1, to1, from2, to2 in matcher.get_opcodes():
        if kind != "replace":
            continue
        here, there = ones[from1:to1], others[from2:to2]
        if _numbers(here) and _numbers(there):
            units = "".join(ones[to1 : to1 + 1]), "".join(others[to2 : to2 + 1])
            if _contradict((*here, units[0]), (*there, units[1])):
                yield Difference(True)
        elif not _is_own_place("".join(here), "".join(there)):
            after = "".join(ones[to1 : to1 + 2])
            yield Difference(_is_name("".join(here), "".join(there), after))


_OWN = re.compile("[省市州县区]")


def _is_own_place(here: str, there: str) -> bool:
    """Tell whether one side calls by its kind what the other names: 省 and 吉林."""
    return bool(_OWN.fullmatch(here)) != bool(_OWN.fullmatch(there)) and (
        not _OWN.search(here) or not _OWN.search(there)
    )


_NAMED = re.compile(
    "[省市州盟县区旗镇乡村屯路街道巷桥河江湖山站港场线段馆院校园厂店队台局所某型号]|大街|小区|女士|先生|老师"
)
"""What stands behind a name, or ends it."""
_CONTRASTS = (
    "东西南北中", "上下", "左右", "前后", "涨跌", "升降", "增减", "多少", "男女", "主客",
    "晴阴雨雪雾霾风", "赢输", "胜负平", "红橙黄蓝绿", "甲乙丙丁", "abo",
    "春夏秋冬", "早晚", "初高", "省市县区乡镇村",
)  # fmt: skip
"""Characters of which one cannot stand for another."""


def _is_name(here: str, there: str, after: str) -> bool:
    if any(here in group and there in group for group in _CONTRASTS):
        return True
    if max(len(here), len(there)) > 8:
        return False
    ends = _NAMED.match(after) or (_NAMED.search(here[-1:]) and _NAMED.search(there[-1:]))
    return bool(ends)


def _numbers(tokens: Sequence[str]) -> list[str]:
    return [token for token in tokens if any(map(str.isdecimal, token))]


def _disagree(ones: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether each side has a number that the other has not."""
    if all(map(is_rounded, ones)) != all(map(is_rounded, others)):
        return False
    return _lacks(ones, others) and _lacks(others, ones)


def _lacks(ones: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether *others* lack one of *ones*; 2019336 and 336 are one number of an issue."""
    return any(
        not any(
            a == b or (min(len(a), len(b)) > 2 and (a.endswith(b) or b.endswith(a))) for b in others
        )
        for a in ones
    )


def _contradict(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two runs of tokens give different numbers of the same thing."""
    ones, others = _counted(one), _counted(other)
    return any(_disagree(ones[unit], others[unit]) for unit in ones.keys() & others.keys())


def _counted(tokens: Sequence[str]) -> dict[str, list[str]]:
    """Return the numbers among *tokens* by the next character, which says what is counted."""
    found: dict[str, list[str]] = {}
    for token, unit in pairwise((*tokens, "")):
        if _numbers([token]):
            found.setdefault(unit, []).append(token)
    return found


def resemblance(one: str, other: str) -> float:
    """Return the share of bigrams that two short texts have in common, 0 to 1 (Dice, 1945)."""
    ones, others = bigrams_of(one), bigrams_of(other)
    return 2 * len(ones & others) / (len(ones) + len(others))


def _likeness(one: str, other: str) -> float:
    """Return how alike two clauses are: a name in two places breaks most bigrams of a short one."""
    common = sum((Counter(one) & Counter(other)).values())
    return max(resemblance(one, other), 2 * common / (len(one) + len(other)) - 0.15)
