"""What an address tells of the page behind it: an article, a list, or neither.

An article's address has an identity in it: a date, a number, a digest.
"""

import re
from functools import cached_property
from itertools import takewhile
from urllib.parse import urlsplit

_IDENTITY = re.compile(
    r"/(?:19|20)\d\d(?:[-/_]?\d{2}(?:[-/_]?\d{2})?|([-/_])\d{1,2}\1\d{1,2})(?:/|\D)"  # a date
    r"|\d{5,}"
    r"|/\d\d/\d{4}/\d\d/"  # a date without its century
    r"|[-_/]\d{3,}(?:[-_]\d+)*\.s?html?$"
    r"|/(?![a-z]+(?:19|20)\d\d(?:\.|$))(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{8,}(?:\.s?html?)?$"
    r"|/(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{16,}$"  # base64
)
_QUERY_IDENTITY = re.compile(
    r"(?:^|&)(?:[ant]?id|(?:news|article|doc|content|info|art|item|detail)_?id|serialno|sn|no"
    r"|article|p)=[\w-]*\d{2,}"
    r"|(?:^|&)(?!page|pn|cat|col|class|type|fid|ts?=|time|v=|ver|[wh]=)\w+=\d{5,}(?:&|$)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"/(?:\w+[-_])?(?:detail|details|article|news|show|view|read|story|content|info|item)s?"
    r"(?:[-_]?(?:detail|show|view|read|page|content))?\.(?:php|aspx?|jsp|do|cfm)$",
    re.IGNORECASE,
)
"""The name of a program that shows one article, told by any number of its query."""
_QUERY_NUMBER = re.compile(r"=\d{2,}(?:&|$)")
_ELSEWHERE = re.compile(
    r"(?:^|[/.?&=_-])(?:"
    r"log_?in|log_?out|passport|reg(?:ister)?\d*|sign_?(?:in|up)|user|uid|space|author|u|account"
    r"|comments?|tie|gentie|reply|lastpost|redirect|search|so|tags?|keywords?|rss|sitemap|share"
    r"|licen[cs]e\w*|about\w*|help|contact\w*|beian\w*|miit|jubao|report|copyright|privacy|feedback"
    r"|jobs?|ads?|advert\w*|shop|goods|mall|cart|pay|vip|votes?|surveys?|wenjuan|subscribe"
    r"|e?mail|download|client|apps?|static|medal|weibo"
    r"|index\.s?html?|go\.\w+|jump|goto|clicks?"
    r")(?=[/.?&=_-]|$)",
    re.IGNORECASE,
)
"""Names of folders, files and queries that lead to no article."""
_OTHER_HOST = re.compile(
    r"(?:comments?|tie|gentie|passport|login|reg\d*|user|my|so|search|e?mail|download|app|jobs?|hr"
    r"|shop|mall|ads?)\."
)
_LIST = re.compile(
    r"/(?:19|20)\d\d(?:[-/]?\d\d){0,2}/?$"  # an archive, an issue
    r"|/(?:list|node|forum|col|channel|category|class)s?(?:[-_]?\d+)*(?:\.s?html?)?/?$"
    r"|/(?:list|channel|category|column|section|forum|tag|author)s?/\d+(?:/[a-z-]+)?/?$"
    r"|/(?:topic|special|subject|zt|zhuanti)s?/[a-z\d_-]+/?$",
    re.IGNORECASE,
)
_QUERY_LIST = re.compile(r"(?:^|&)\w{1,4}=lists?(?:&|$)", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|gif|webp|mp[34]|apk|xml|css|js)$",
    re.IGNORECASE,
)

_WORDS = re.compile(r"^\D*?(\.[A-Za-z]{2,5})?$")
"""The name of a file without numbers, which is the article's own but for its suffix."""
_NUMBER = re.compile(r"\d+")
_SITE = re.compile(r"[^.]+\.(?:(?:com|net|org|gov|edu|ac|co)\.[a-z]{2}|[^.]+)$")


class PageAddress:
    """An absolute address, which its parts tell about."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._path, self._query = parts.netloc, parts.path, parts.query

    @property
    def may_be_article(self) -> bool:
        """Whether nothing speaks against an article: a home page, a tool, a list, a file."""
        if self._path in ("", "/") and not self._query:
            return False
        return not (
            _ELSEWHERE.search(self._path)
            or (self._query and _ELSEWHERE.search(self._query))
            or _OTHER_HOST.match(self._host)
            or _LIST.search(self._path)
            or _QUERY_LIST.search(self._query)
            or self.is_file
        )

    @property
    def is_file(self) -> bool:
        """Whether it is of a picture, a PDF or another file that is no page."""
        return _FILE.search(self._path) is not None

    @property
    def has_identity(self) -> bool:
        """Whether it has what tells one article from another."""
        found = _IDENTITY.search(self._path) or _QUERY_IDENTITY.search(self._query)
        shown = _PROGRAM.search(self._path) and _QUERY_NUMBER.search(self._query)
        return bool(found or shown)

    @property
    def has_query(self) -> bool:
        """Whether it asks a program for something."""
        return bool(self._query)

    @cached_property
    def form(self) -> str:
        """The address without what tells one article from another."""
        folders, _, last = self._path.rpartition("/")
        name = _NUMBER.sub("0", _WORDS.sub(r"\1", last))
        return f"{self._host}{_NUMBER.sub('0', folders)}/{name}"

    @property
    def column(self) -> str:
        """The folders above its date or number: ``/xwzx/yw/``, or ``/`` where it has none."""
        folders = self._path.split("/")[1:-1]
        named = takewhile(lambda folder: not any(map(str.isdigit, folder)), folders)
        return "/".join(("", *named, ""))

    @cached_property
    def site(self) -> str:
        """What the hosts of one site share: ``yunzhou.gov.cn`` of ``news.yunzhou.gov.cn``."""
        shared = _SITE.search(self._host)
        return shared[0] if shared else self._host
