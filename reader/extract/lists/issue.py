"""The articles of one day's edition, put together from those of its pages."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from reader.model import Draft
from reader.text.article import Jump, jump_of, page_number, without_jump

# What the pages of a newspaper and the articles on them are called, and what is neither.

_NUMBER = r"(?P<number>[A-Za-z]{0,3}\d{1,3}[A-Za-z]?|[一二三四五六七八九十]{1,3})"
_NUMBERED = re.compile(
    rf"\W{{0,3}}第?\s?{_NUMBER}\s?(?:版面?(?![权本画税的])[\s:：·.—－-]{{0,3}}|[:：]\s?)(?P<name>.{{0,30}})"
)
_NAME = re.compile(r"[^\d\W][\w·、&/ -]{1,19}")
_ADVERTS = re.compile(r"广\s?告|公\s?告|公\s?示|分类|启\s?事")
"""In the name of a page: it is one of adverts and notices."""
_NOTICE = re.compile(r"公\s?告|公\s?示|广\s?告|启\s?事|声\s?明|通\s?知|招标|拍卖|遗失|减资|注销")
_ADVERT = re.compile(r"\W*(?:公益)?广\s?告\W*")
_BUTTON = re.compile(
    r"[\W\d]*"
    r"|(?:整版|版面|本版|全版)(?:图片?|大图|概览|导航|缩略图|目录|pdf|下载)"
    r"|(?:本版|责任|版面|本期)?(?:责编|编辑|美编|校对|主编|值班)(?:\W.*|.{2,4})"
    r"|本版.{0,6}(?:责编|编辑|校对|美编).*"
    r"|\W*[上下前后]\s?一?\s?[版期篇条]\W*.{0,4}|返回.{0,6}|放大|缩小|默认|朗读.{0,4}|首页"
    r"|(?:标题|版面|日期)(?:导航|检索|概览)|往期.{0,4}|(?:下载|查看|打开)?\s?pdf.{0,6}|.{0,4}pdf版?"
    r"|设为首页|加?入?收藏.{0,4}|更多.{0,3}",
    re.IGNORECASE,
)

_LONGEST = 60
"""Characters: no button is longer, and what says so little in as many is no title."""


class PageName(Struct, frozen=True):
    """The number and the name of a page: 01 and 要闻; the name may not be told."""

    number: str
    name: str = ""

    @property
    def label(self) -> str:
        """What it is called: 01版 要闻."""
        return f"{self.number}版 {self.name}".rstrip()


def read_page_name(text: str) -> PageName | None:
    """Return the page that *text*, of a link, names by its number; None where it names none."""
    found = _NUMBERED.fullmatch(text)
    return PageName(found["number"].upper(), found["name"].strip()) if found else None


def is_name(text: str) -> bool:
    """Return whether *text*, of another link to a page, is its name alone: 要闻."""
    return bool(_NAME.fullmatch(text)) and not (_BUTTON.fullmatch(text) or read_page_name(text))


def is_article(title: str, page: str) -> bool:
    """Return whether *title*, of a link on the page called *page*, is that of an article.

    Adverts, the editors of the page, its picture and its buttons are none; nor are the notices on
    a page of adverts.
    """
    start = title[:_LONGEST]
    if len(title) < 2 or _ADVERT.fullmatch(start) or _BUTTON.fullmatch(start):
        return False
    return not (_ADVERTS.search(page) and _NOTICE.search(title))


# The articles of one day's edition, put together from those of its pages.

MAX_PAGES = 40
"""Pages of one edition: what has more is none, or a trap."""
MAX_ARTICLES = 400
"""Articles of one edition, their further parts among them."""
_SLOT = 100
"""Seconds after midnight that each page has: lists show the latest first, so that the first article
of the first page is given the latest second. None is later than 01:07."""
_FRONT = "头版"
"""What the page is called that leads to the others and is not in their list."""
_WHOLE = 8
"""Characters: a title that comes again on another page is the same article's, and no column's."""


def assemble(pages: Sequence[tuple[str, Sequence[Draft]]]) -> list[Draft]:
    """Return the articles of *pages*, by the names of these and in their order, each once.

    A name may be empty.
    """
    return join_continued(list(islice(_articles(pages[:MAX_PAGES]), MAX_ARTICLES)))


def _articles(pages: Sequence[tuple[str, Sequence[Draft]]]) -> Iterator[Draft]:
    seen = set[str]()
    for number, (name, listed) in enumerate(pages):
        last = (MAX_PAGES - number) * _SLOT - 1
        here = [entry for entry in listed if entry.url not in seen]
        seen.update(entry.url for entry in here)
        for at, entry in enumerate(here):
            if is_article(entry.headline, name):
                yield replace(entry, page=name or _FRONT, second=last - min(at, _SLOT - 1))


def join_continued(entries: Sequence[Draft]) -> list[Draft]:
    """Return the articles of an edition, *entries* in order, with their further parts as `pages`.

    A part has the title of its beginning, or, where jump lines are all that it is called by, is
    the only one that they lead to.
    """
    joined: list[Draft] = []
    beginnings = _Beginnings()
    for entry in entries:
        jump, title = jump_of(entry.headline), without_jump(entry.headline).strip()
        at = beginnings.find(entry, jump, title)
        if at is None:
            beginnings.add(len(joined), entry, jump, title)
            joined.append(replace(entry, headline=title) if title else entry)
        else:
            first = joined[at]
            joined[at] = replace(first, pages=(*first.pages, entry.url))
    return joined


class _Beginnings:
    """Where the articles before one stand, by what their further parts are found by."""

    def __init__(self) -> None:
        self._titled: dict[str, dict[str | None, int]] = {}
        """By their titles: the first on each of the first two pages that have it."""
        self._leading: dict[str, dict[str | None, int]] = {}
        """The same of those that lead to another page."""
        self._jumping: dict[tuple[str, str], list[int]] = {}
        """By the number of their page and of the one that they lead to."""

    def add(self, at: int, entry: Draft, jump: Jump | None, title: str) -> None:
        """Take the article *entry*, which stands *at* this place."""
        leads = jump is not None and not jump.is_back
        for places in (self._titled, self._leading) if leads else (self._titled,):
            pages = places.setdefault(title, {})
            if len(pages) < 2:
                pages.setdefault(entry.page, at)
        if jump and leads:
            self._jumping.setdefault((_number(entry), jump.page), []).append(at)

    def find(self, entry: Draft, jump: Jump | None, title: str) -> int | None:
        """Return where the article stands that *entry* goes on with; None where it begins one."""
        is_back = jump is not None and jump.is_back
        if title:
            known = self._titled if is_back or len(title) >= _WHOLE else self._leading
            others = (at for page, at in known.get(title, {}).items() if page != entry.page)
            return min(others, default=None)
        if jump and is_back:
            led = self._jumping.get((jump.page, _number(entry)), [])
            return led[0] if len(led) == 1 else None
        return None


def _number(entry: Draft) -> str:
    page = read_page_name(entry.page or "")
    return page_number(page.number) if page else ""
