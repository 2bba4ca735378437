"""Headings that lead to other articles (相关阅读), told from those of a box of facts.

Both may be called 新闻链接; what stands below tells: links, or sentences of the article.
"""

import re
from collections.abc import Sequence

from reader.extract.html.flow import Flow, Line
from reader.extract.html.furniture import is_related

_FACTS = re.compile(r"\W*(?:新闻|相关|背景)?(?:链接|連結|鏈接|背景|资料|資料)\W*")
_PARAGRAPH = 30
"""Characters of prose: the first paragraph behind links that interrupt an article has more."""


def leads_away(lines: Sequence[Line], index: int) -> bool:
    """Return whether line *index* heads a block that leads to other articles."""
    text = lines[index].text
    if not is_related(text):
        return False
    facts = _FACTS.fullmatch(text) and index + 1 < len(lines) and lines[index + 1].is_prose
    return not (facts and not lines[index + 1].linked)


def interruption(flow: Flow, lines: Sequence[Line], index: int) -> int:
    """Return where the links below the heading *index* of *lines* end, if the article goes on.

    It does with prose of the same element, unless that tells what a link leads to and another link
    follows; otherwise *index*.
    """
    end = index + 1
    while end < len(lines) and lines[end].is_link:
        end += 1
    if (
        end == index + 1
        or end == len(lines)
        or any(line.is_link for line in lines[end + 1 : end + 2])
    ):
        return index
    heading, after = lines[index], lines[end]
    together = flow.boxes[heading.box].parent == flow.boxes[after.box].parent
    return end if together and after.prose >= _PARAGRAPH else index
