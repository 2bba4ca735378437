"""Captions: which line below a picture is its caption, and whom it credits.

The alternative text is no caption, since it often repeats the headline; a caption is the next short
line, which often names the photographer or points at the picture.
"""

import re
from collections.abc import Iterable
from itertools import takewhile

from reader.extract.article.field_labels import Credits
from reader.extract.article.person_names import is_person
from reader.model import Block

_LONGEST = 120
_MARK = re.compile(
    r"^\s*[▲△▼↑↓]"
    r"|^[（(\s]*(?:[上下左右]?[图圖]|资料图片?|資料圖|[图圖]为|图片|[图圖]源|摄影)"
    r"(?:来源|來源|说明)?(?:[:：/为\d一二三）)]|\s|$)"
    r"|(?:摄影?|攝影?|供[图圖]|制图|[/／][图圖]|资料图片?|资料照片|视频截图|网络截图|新华社发"
    r"|视觉中国|\s资料)[）)】\]。\s]*$"
    r"|[（(][^（）()]{0,12}(?:[摄攝图圖供]|取自|资料|翻拍|视觉中国|新华社)[^（）()]{0,14}[）)]\s*$"
)
_CREDIT = re.compile(
    r"(?:(?:图片来源|[图圖]源|摄影|攝影|供?图)\s*[:：/／]\s*(?P<after>[\w·《》 ]{2,24}?)"
    r"|(?P<before>[\w·《》、\s]{2,40}?)\s*[/／]?\s*(?:摄影?|攝影?|供[图圖]))[）)】\]。\s]*$"
)


def is_marked(text: str) -> bool:
    """Return whether *text* says by a mark or a credit that it belongs to a picture."""
    return len(text) <= _LONGEST and _MARK.search(text) is not None


def photographers(blocks: Iterable[Block]) -> Credits:
    """Return the people whom captions of *blocks* credit, and paragraphs that are captions."""
    named = (
        block.image.credit if block.image else credit(block.text) if is_marked(block.text) else ""
        for block in blocks
    )
    credits = " ".join(named).split()
    people = dict.fromkeys(filter(is_person, credits))
    return Credits(photographer=" ".join(people) or None)


def credit(caption: str) -> str:
    """Return whom a caption credits with its picture, ``""`` where it names nobody."""
    found = _CREDIT.search(caption[-_LONGEST:])
    if found is None:
        return ""
    if found["after"]:
        return found["after"].strip()
    words = re.sub(r".*(?:记者|通讯员)", " ", found["before"]).replace("、", " ").split()
    named = list(takewhile(is_person, reversed(words)))
    return " ".join(reversed(named)) or "".join(words[-1:])
