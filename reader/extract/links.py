"""The articles that a channel page lists: what its repeated blocks of links lead to.

An article's address has an identity in it (a date, a number) and its title is a phrase; navigation,
logins, comments and licences have one or neither. What has no such address is an article only where
many links of the same form are titled by phrases.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from urllib.parse import urldefrag, urlsplit

from reader.errors import EmptyInput
from reader.extract.decode import decode
from reader.extract.flow import Flow
from reader.extract.furniture import is_notice, is_related, is_tool
from reader.extract.markup import parse
from reader.extract.published import find
from reader.extract.walk import flow
from reader.model import Draft, Feed
from reader.text.clean import clean, safe_url

_PHRASE = 6
"""Characters: the shortest title of an article."""
_REPEATED = 4
"""Links of one form that make a list."""
_LIST_PHRASE = 9
"""The median length of the titles of a list whose addresses do not tell."""

_IDENTITY = re.compile(
    r"/(?:19|20)\d\d[-/_]?\d{2}(?:[-/_]?\d{2})?(?:/|\D|$)"  # a date
    r"|\d{5,}"
    r"|/\d\d/\d{4}/\d\d/"  # a date without its century
    r"|[-_/]\d{3,}(?:[-_]\d+)*\.s?html?$"
    r"|/(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{8,}(?:\.s?html?)?$"
)
_QUERY_IDENTITY = re.compile(
    r"(?:^|&)(?:[ant]?id|(?:news|article|doc|content|info|art|item|detail)_?id|serialno|sn|no"
    r"|article|p)=[\w-]*\d{2,}",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:^|[/.?&=_-])(?:"
    r"log_?in|log_?out|passport|reg(?:ister)?\d*|sign_?(?:in|up)|user|uid|space|author|u|account"
    r"|comments?|tie|gentie|reply|lastpost|redirect|search|so|tags?|keywords?|rss|sitemap|share"
    r"|licen[cs]e\w*|about\w*|help|contact\w*|beian\w*|miit|jubao|report|copyright|privacy|feedback"
    r"|jobs?|ads?|advert\w*|shop|mall|pay|vip|e?mail|download|client|apps?|static|medal|weibo"
    r"|index\.s?html?"
    r")(?=[/.?&=_-]|$)",
    re.IGNORECASE,
)
"""Names of folders, files and queries that lead to no article."""
_OTHER_HOST = re.compile(
    r"(?:comments?|tie|gentie|passport|login|reg\d*|user|my|so|search|e?mail|download|app|jobs?|hr"
    r"|shop|mall|ads?)\."
)
_NO_TITLE = re.compile(
    r"许可证|[备備]案|证书|同意书|网审|网文|公网安备|第?\d+号$|举报|版权|联系我们|关于我们|客户端|登录|注册"
    r"|^\W*(?:更多|详细|详情|全文|阅读|查看|进入|首页|返回|最后发表|最新回复)|^[\d\W]+$"
    r"|\d+\s*(?:阅读|评论|跟贴|回复|条|人)$"
)
_COUNTS = re.compile(r"\s+[\d.,]+\s?万?\s?(?:次?阅读|条?评论|次?浏览|播放|跟贴|回复)$")


@dataclass(slots=True)
class _Anchor:
    """One link of the page: its title, its address, and the line it stands in."""

    title: str
    url: str
    line: int


def read_links(
    data: bytes,
    url: str,
    *,
    charset: str | None = None,
    now: datetime | None = None,
    name: str = "",
) -> Feed:
    """Give the articles that the page *url* lists, in its order, as entries with extent ``head``.

    Raises `NotText` and `EmptyInput`, in which the page is called *name*.
    """
    html = decode(data, declared=charset, kind="html", name=name or url)
    if not html.strip():
        raise EmptyInput(name=name or url)
    tree = parse(html)
    page = flow(tree.body)
    title = tree.css_first("title")
    anchors = [anchor for anchor in _anchors(page, url) if _may_be_article(anchor, url)]
    forms = _forms(anchors)
    chosen = [anchor for anchor in anchors if _is_article(anchor, forms[_form(anchor.url)])]
    entries = [
        Draft(
            headline=anchor.title, url=anchor.url, published=_time(page, anchor, now), extent="head"
        )
        for anchor in _distinct(chosen)
    ]
    return Feed(
        title=clean(title.text()[:1000]) if title else "",
        site_url=safe_url(url),
        entries=tuple(entries),
    )


def _anchors(page: Flow, base: str) -> Iterator[_Anchor]:
    for index, line in enumerate(page.lines):
        for span in line.spans if line.linked else ():
            if span.style == "link" and (address := safe_url(span.url, base)):
                title = _COUNTS.sub("", line.text[span.start : span.end].strip())
                yield _Anchor(title, urldefrag(address)[0], index)


def _may_be_article(anchor: _Anchor, page: str) -> bool:
    """Whether nothing speaks against it: neither a home page, nor a tool, nor too short a title."""
    title, parts = anchor.title, urlsplit(anchor.url)
    if len(title) < _PHRASE or anchor.url == page or (parts.path in ("", "/") and not parts.query):
        return False
    elsewhere = _ELSEWHERE.search(parts.path) or _ELSEWHERE.search(parts.query)
    if elsewhere or _OTHER_HOST.match(parts.netloc):
        return False
    return not (_NO_TITLE.search(title) or is_tool(title) or is_related(title) or is_notice(title))


def _form(url: str) -> str:
    """An address without what tells one article from another."""
    parts = urlsplit(url)
    *folders, last = parts.path.split("/")
    suffix = re.search(r"\.\w{2,5}$", last)
    last = re.sub(r"\d+", "0", last) if re.search(r"\d", last) else suffix[0] if suffix else ""
    return parts.netloc + "/".join(re.sub(r"\d+", "0", folder) for folder in [*folders, last])


def _forms(anchors: Iterable[_Anchor]) -> dict[str, Sequence[int]]:
    """The lengths of the titles of each form of address."""
    forms: dict[str, dict[str, int]] = defaultdict(dict)
    for anchor in anchors:
        forms[_form(anchor.url)].setdefault(anchor.url, len(anchor.title))
    return {form: list(lengths.values()) for form, lengths in forms.items()}


def _is_article(anchor: _Anchor, lengths: Sequence[int]) -> bool:
    parts = urlsplit(anchor.url)
    if _IDENTITY.search(parts.path) or _QUERY_IDENTITY.search(parts.query):
        return True
    return not parts.query and len(lengths) >= _REPEATED and median(lengths) >= _LIST_PHRASE


def _distinct(anchors: Iterable[_Anchor]) -> list[_Anchor]:
    """The first anchor of each address, with the longest title that is no summary."""
    found: dict[str, _Anchor] = {}
    for anchor in anchors:
        known = found.setdefault(anchor.url, anchor)
        if len(known.title) < len(anchor.title) <= 60:
            known.title = anchor.title
    return list(found.values())


def _time(page: Flow, anchor: _Anchor, now: datetime | None) -> str | None:
    """The time shown behind the title, or on one of the next lines of the same item."""
    line = page.lines[anchor.line]
    texts = [line.text.replace(anchor.title, " ", 1)]
    item = line.box
    for _ in range(4):
        if item < 0 or page.boxes[item].end - page.boxes[item].start > 1:
            break
        item = page.boxes[item].parent
    end = page.boxes[item].end if item >= 0 else 0
    texts += [other.text for other in page.lines[anchor.line + 1 : min(end, anchor.line + 4)]]
    for text in texts:
        if len(text) < 60 and (found := find(text, now, anchor.url)):
            return found[0]
    return None
