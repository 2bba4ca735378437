"""The lesser titles of an article: the kicker (引题) above its headline, the subtitle (副题) below.

A page marks them by a label, by the name of their element, by headings of their own, or by the dash
that a subtitle begins with. A title block, as papers set it, holds nothing but titles.
"""

import re
from collections.abc import Callable, Iterable
from itertools import takewhile

from msgspec import Struct

from reader.extract.article.credits import is_credits
from reader.extract.article.headline import Headline, key
from reader.extract.article.person_names import is_press
from reader.extract.html.flow import Flow
from reader.extract.html.furniture import is_dated, is_notice, is_related, is_summary, is_tool
from reader.extract.html.tree import is_kicker, is_subtitle
from reader.text.clean import clean

_LABEL = re.compile(r"\W*(?:(?P<above>引题|肩题|眉题)|副标?题|子标题)[】\]]?\s*[:：]\s*(?=\S{4})")
_DASH = re.compile(r"[—―]{1,2}\s*|-{2}\s*")
_COMMENT = re.compile(r"<!--\s{0,9}enpproperty([^\0]{1,3000}?)/?enpproperty\s{0,9}-->")
_STATED = re.compile(r"<(introtitle|subtitle)>([^<]{2,200})<", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LENGTHS = range(5, 81)
"""Characters of a lesser title."""
_PHRASE = 10
"""Characters: what is shorter may be the name of a section."""
_NEAR = 3
"""Lines that a kicker or a subtitle has at most."""
_NO_TITLE = re.compile(r"[。；;]|[:：]\s*$|[>›»|｜]")


class Subtitles(Struct, frozen=True):
    """Kicker and subtitle, None where the page has none; the subtitle ends at line ``end``."""

    kicker: str | None = None
    subtitle: str | None = None
    end: int = 0


def read(flow: Flow, headline: Headline) -> Subtitles:
    """Return the lesser titles around *headline*."""
    if not headline.end:
        return Subtitles()
    titles = _Titles(flow, headline)
    before = range(headline.start - 1, max(-1, headline.start - 1 - _NEAR), -1)
    behind = range(headline.end, min(len(flow.lines), headline.end + _NEAR))
    above = list(takewhile(titles.is_kicker, before))
    below = list(takewhile(titles.is_subtitle, behind))
    kickers: list[int] = []
    subtitles: list[int] = []
    for index in (*reversed(above), *below):
        label = _LABEL.match(flow.lines[index].text)
        is_kicker = label["above"] is not None if label else index in above
        (kickers if is_kicker else subtitles).append(index)
    end = headline.end + len(below)
    return Subtitles(titles.text(kickers), titles.text(subtitles), end)


def stated(html: str, headline: str) -> Subtitles:
    """Return the lesser titles that newspapers' pages state in a comment of Founder's system."""
    found: dict[str, str] = {}
    for comment in _COMMENT.findall(html):
        for name, title in _STATED.findall(comment):
            if key(clean(title)) not in key(headline):
                found.setdefault(name.lower(), clean(title))
    return Subtitles(found.get("introtitle"), found.get("subtitle"))


class _Titles:
    """Which of the lines around a headline are titles too."""

    def __init__(self, flow: Flow, headline: Headline) -> None:
        self.flow, self.headline = flow, headline
        self.block = self._block()

    def is_kicker(self, index: int) -> bool:
        """Return whether line *index*, above the headline, is a title."""
        if _LABEL.match(self.flow.lines[index].text):
            return True
        return self._may_be(index) and (self._is_named(index, is_kicker) or self._is_title(index))

    def is_subtitle(self, index: int) -> bool:
        """Return whether line *index*, below the headline, is a title.

        A heading is one unless the article has others like it: then it begins the article.
        """
        text = self.flow.lines[index].text
        if _LABEL.match(text):
            return True
        return self._may_be(index) and (
            _DASH.match(text) is not None
            or self._is_named(index, is_subtitle)
            or (self._is_title(index) and not self._is_section(index))
            or self._is_above_credits(index)
        )

    def text(self, lines: Iterable[int]) -> str | None:
        """Return the text of *lines* without label and dash; None if it repeats the headline."""
        texts = (_LABEL.sub("", self.flow.lines[index].text) for index in lines)
        text = " ".join(_DASH.sub("", text, count=1) for text in texts)
        return text if text and key(text) not in key(self.headline.text) else None

    def _may_be(self, index: int, *, signed: bool = False) -> bool:
        line = self.flow.lines[index]
        text = line.text
        if signed and is_credits(line.parted):
            return True
        return (
            len(text) in _LENGTHS
            and not line.linked
            and not _NO_TITLE.search(text)
            and not (is_dated(text) or is_credits(line.parted) or is_press(text))
            and not (is_tool(text) or is_related(text) or is_notice(text) or is_summary(text))
        )

    def _is_named(self, index: int, is_name: Callable[[str], bool]) -> bool:
        boxes = self.flow.boxes
        box = boxes[self.flow.lines[index].box]
        for _ in range(_NEAR):
            if box.start <= self.headline.start < box.end or box.parent < 0:
                return False
            if is_name(box.names):
                return True
            box = boxes[box.parent]
        return False

    def _is_title(self, index: int) -> bool:
        return index in self.block or self._tag(index) in _HEADINGS

    def _is_above_credits(self, index: int) -> bool:
        """Return whether a line of a title's length stands between headline and credits."""
        text = self.flow.lines[index].text
        below = self.flow.lines[index + 1 : index + 2]
        return len(text) > _PHRASE and any(is_dated(line.text) for line in below)

    def _tag(self, index: int) -> str:
        return self.flow.boxes[self.flow.lines[index].box].tag

    def _is_section(self, index: int) -> bool:
        tag = self._tag(index)
        after = range(index + 1, len(self.flow.lines))
        return tag in _HEADINGS and any(
            self._tag(other) == tag and self._may_be(other) for other in after
        )

    def _block(self) -> range:
        """Return the lines of the largest element around the headline that holds only titles.

        Papers set them as a table, in which the author may have a row too.
        """
        block = range(self.headline.start, self.headline.end)
        box = self.flow.boxes[self.flow.lines[self.headline.start].box]
        while box.parent >= 0 and box.end - box.start <= 2 * _NEAR:
            lines = range(box.start, box.end)
            is_table = box.tag in ("table", "tbody")
            if not all(i in block or self._may_be(i, signed=is_table) for i in lines):
                break
            block = lines
            box = self.flow.boxes[box.parent]
        return block
