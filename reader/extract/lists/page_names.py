"""What the pages of a newspaper and the articles on them are called, and what is neither."""

import re

from msgspec import Struct

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


def read(text: str) -> PageName | None:
    """Return the page that *text*, of a link, names by its number; None where it names none."""
    found = _NUMBERED.fullmatch(text)
    return PageName(found["number"].upper(), found["name"].strip()) if found else None


def is_name(text: str) -> bool:
    """Return whether *text*, of another link to a page, is its name alone: 要闻."""
    return bool(_NAME.fullmatch(text)) and not (_BUTTON.fullmatch(text) or read(text))


def is_article(title: str, page: str) -> bool:
    """Return whether *title*, of a link on the page called *page*, is that of an article.

    Adverts, the editors of the page, its picture and its buttons are none; nor are the notices on
    a page of adverts.
    """
    start = title[:_LONGEST]
    if len(title) < 2 or _ADVERT.fullmatch(start) or _BUTTON.fullmatch(start):
        return False
    return not (_ADVERTS.search(page) and _NOTICE.search(title))
