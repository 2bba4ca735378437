"""The masthead: the channel an article stands in, its city navigation, hotline and mail.

A page has one where it says above the headline how to reach the channel's desk.
"""

import re
from collections.abc import Sequence

from reader.extract.html.flow import Line
from reader.model import Link, Masthead
from reader.text.clean import safe_url

_HOTLINE = re.compile(
    r"(?:热线|熱線|电话|電話|爆料|报料)(?:电话)?\s*[:：]\s*(\+?\d[\d\-—–() 　]{5,24}\d)"
)
_EMAIL = re.compile(
    r"(?:邮箱|郵箱|邮件|信箱|投稿|E-?mail)[^\w]{0,4}([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE
)
_CITY = re.compile(r"[\u4e00-\u9fff]{2,12}")
_NEAR = 12
"""Lines: channel and cities stand this close above the hotline."""


def read(lines: Sequence[Line], base: str) -> Masthead | None:
    """Return the masthead that the lines above a headline hold, None where there is none."""
    hotline, email, last = None, None, 0
    for index, line in enumerate(lines):
        if found := _HOTLINE.search(line.text):
            hotline, last = hotline or found[1].strip(), index
        if found := _EMAIL.search(line.parted):
            email, last = email or found[1], index
    if hotline is None and email is None:
        return None
    near = lines[max(0, last - _NEAR) : last]
    rows = [(cities, index) for index, line in enumerate(near) if (cities := _cities(line, base))]
    cities, row = rows[-1] if rows else ((), len(near))
    above = [line.text for line in near[:row] if _CITY.fullmatch(line.text)]
    return Masthead(above[-1] if above else None, cities, hotline, email)


def _cities(line: Line, base: str) -> tuple[Link, ...]:
    """Return the places of a navigation set on one line, at least three."""
    if ":" in line.text or "：" in line.text:
        return ()
    links = {line.text[span.start : span.end].strip(): span.url for span in line.spans}
    words = re.split(r"[\s|｜·/]+", line.parted.strip())
    if len(words) < 3 or not all(map(_CITY.fullmatch, words)):
        return ()
    return tuple(Link(word, safe_url(links.get(word, ""), base)) for word in words)
