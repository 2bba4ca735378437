"""Whether two articles are one story, printed twice: by their wording alone.

A reprint repeats its original clause by clause, though it may be cut, begin otherwise or bear
another headline. Reports that are written to one pattern (the weather, prices, draws, notices)
repeat each other just as well and are different stories: what parts them are the few places where
both say something, and not the same. So the clauses of both texts are laid side by side, and only
such places are looked at; what one of them says alone tells nothing.
"""

import re
from itertools import accumulate, takewhile
from zlib import crc32

from reader.model import Draft
from reader.text.comparison import Wording, bigrams_of, differences, resemblance, wording

__all__ = ["Wording", "anchors", "same_story", "says_less", "wording", "wording_of"]

VERSION = 2
"""Of the rules; another one has all articles looked at again."""
BODY_ANCHORS = 5
"""Anchors out of the body; one more is the headline."""
ANCHOR_LENGTH = 8
"""Characters of a clause, or a headline, that hardly two stories share by chance."""
CALM = 250
"""Characters in which texts that are alike may differ once without a fact."""
SUBJECT = 3
"""Characters with which two headlines begin of which both tell something."""
LEAD = 150
"""Characters in which a report tells its news."""
REPEATED = 0.1
"""The part of a text that its reprint repeats at least clause by clause; where it does not, its
pairs of characters need not be counted, which takes the longest."""
SHORTEST = 40
"""Characters of a text, without stops, below which nothing is said about it."""
SHORTENED = 0.7
"""The part of a text that a page has at least where it still shows the article."""
WALL = 120
"""Characters that a page says at most instead of an article."""
STUB = 2
"""Characters of a clause that tell nothing: the last one before a cut, 全文."""
_WALL = re.compile(
    r"登[录陆錄]|注册|订阅|付费|会员|权限|扫码|客户端|app|验证|(?:阅读|查看|展开)\S{0,2}全文|剩余"
    r"|不存在|删除|下线|找不到|未找到|无法|失效|出错|错误|维护|稍[后候]|频繁"
    r"|forbidden|not found|40[34]"
)
"""In what a page says instead of its article, or below the beginning of it."""


def wording_of(draft: Draft) -> Wording:
    """Return the words by which *draft* is compared: its text's, or those of its summary."""
    return wording(draft.headline, "\n".join(draft.body) or draft.summary)


def anchors(article: Wording) -> list[int]:
    """Return some numbers of 32 bits, at most six, of which a reprint shares at least one.

    They are the least hashes of long clauses (MinHash: Broder, On the resemblance and containment
    of documents, 1997) and that of the headline; they are the same in every process.
    """
    if article.length < SHORTEST:
        return []
    long = {clause for clause in article.clauses if len(clause) >= ANCHOR_LENGTH}
    found = sorted(crc32(clause.encode()) for clause in long)[:BODY_ANCHORS]
    if len(article.headline) >= ANCHOR_LENGTH:
        found.append(crc32(article.headline.encode()))
    return found


def same_story(one: Wording, other: Wording) -> bool:
    """Tell whether two articles are the same story. In doubt they are not."""
    if min(one.length, other.length) < SHORTEST or not _is_alike(one, other):
        return False
    if _is_sequel(one, other):
        return False
    doubts = 0
    for difference in differences(one, other):
        if difference.is_fact:
            return False
        doubts += 1
    allowed = max(1, min(one.length, other.length) // CALM)
    return doubts == 0 or (doubts <= allowed and _share(one, other) >= 0.9)


def have_like_headlines(one: Wording, other: Wording) -> bool:
    """Tell whether two headlines are alike, as those of a story that one source prints twice."""
    return resemblance(one.headline, other.headline) >= 0.5


def says_less(page: Wording, article: Wording) -> bool:
    """Tell whether *page* is what a wall, an error or a teaser shows instead of its *article*.

    An article that was edited may be shorter, but says something of its own, or in other words.
    """
    if page.length >= SHORTENED * article.length:
        return False
    known = set(article.clauses)
    own = [clause for clause in page.clauses if clause not in known]
    if len(own) < len(page.clauses):
        return all(
            len(clause) <= STUB
            or _WALL.search(clause)
            or any(each.startswith(clause) for each in article.clauses)
            for clause in own
        )
    if page.length <= WALL and _WALL.search(" ".join(own)):
        return True
    shared = len(page.bigrams & article.bigrams)
    is_elsewhere = resemblance(page.headline, article.headline) < 0.25
    return is_elsewhere and shared < 0.25 * len(page.bigrams)


def _is_alike(one: Wording, other: Wording) -> bool:
    """Tell whether the shorter text is in the longer one, most of it.

    A text several times as long may be a round-up in which the story is one of many, unless its
    headline is like the story's; a short one may be what a site says on all pages.
    """
    heads = resemblance(one.headline, other.headline)
    if heads < 0.25 and _repeated(one, other) < REPEATED:
        return False
    shared = _share(one, other)
    if min(one.length, other.length) < 100 and not heads:
        return False
    if max(one.length, other.length) > 2.5 * min(one.length, other.length):
        return shared >= 0.8 and heads >= 0.25
    return shared >= 0.75 or (shared >= 0.55 and heads >= 0.25)


def _is_sequel(one: Wording, other: Wording) -> bool:
    """Tell whether headlines of one subject have news of their own: a death, then the funeral."""
    pairs = zip(one.headline, other.headline, strict=False)
    subject = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return subject >= SUBJECT and (_has_news(one, other) or _has_news(other, one))


def _has_news(one: Wording, other: Wording) -> bool:
    new = (bigrams_of(one.headline) & _lead(one)) - bigrams_of(other.headline)
    return len(new) > 1 and new.isdisjoint(other.bigrams)


def _lead(one: Wording) -> set[str]:
    """Return the pairs of the clauses that tell the news."""
    starts = accumulate(map(len, one.clauses), initial=0)
    return {
        pair
        for start, clause in zip(starts, one.clauses, strict=False)
        if start < LEAD
        for pair in bigrams_of(clause)
    }


def _repeated(one: Wording, other: Wording) -> float:
    """Return how much of the shorter text stands clause by clause in the other one."""
    short, long = sorted((one, other), key=lambda wording: wording.length)
    there = set(long.clauses)
    return sum(len(clause) for clause in short.clauses if clause in there) / short.length


def _share(one: Wording, other: Wording) -> float:
    """Return how much of the text that says less is in the other one (containment, Broder 1997)."""
    return len(one.bigrams & other.bigrams) / min(len(one.bigrams), len(other.bigrams))
