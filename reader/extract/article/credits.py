"""What the lines around an article state of it: source, author, editors, photographer.

One owner for pages, text files and Markdown alike. A field is None where nothing states it, since a
wrong value is worse than none.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.extract.article.bylines import alone, beside, byline, dateline, is_filed, signature
from reader.extract.article.field_labels import Credits, cut, source
from reader.extract.article.person_names import is_person, is_press, names
from reader.extract.html.furniture import is_related, is_tool

WHOLE = 150
"""Characters of prose: the name of an editor behind them closes an article."""
_LONG = 120
"""Characters: a line of credits is shorter."""
_ORIGINAL = re.compile(
    r"[\W_]*(?:本文|原文)?(?:原标题|原題|原题|原標題|原文标题)(?:为|是)?\s*[:：]?\s*(\W*\w.*?)[\s）)\]】]*"
)
_QUOTED = re.compile(r"注明|凡(?:本|是|属)|如需转载|来源[:：].{0,30}的(?:作品|稿件|文章)")
"""A notice that speaks about labels instead of stating them."""
_STAFF = re.compile(
    r"\W*(?:(?:图片|视频|美术|音频|总)编辑|编发|Editor|校[对審审]|审[核校读稿]|[一二三初复终]审|总?监制|签发|策划|统筹|副?主编|值班\w{2,4}|美编|排版|制作)"
    r"\s*[:：丨|]\s*[\u4e00-\u9fff·、 ]{2,12}(?:$|[\s丨|])"
)
"""``审核：张三``: the others who worked on an article."""
_DATED = re.compile(r"\W*(?:发[布表稿文]|更新|上传|录入|发佈|發布)(?:时间|日期|時間)\s*[:：]\s*\d")
_SENTENCE = re.compile(r"[。！？!?；]")
_BARE = 36
"""Characters: longer credits have something that parts names from labels, or stand in brackets."""
_PARTING = frozenset(":：|｜丨/／（(【[〔□■")
_ENDS = ("。", "！", "？", "”", "」")
_OPEN_LABEL = re.compile(
    r"(?:源|者|辑|编|輯|處|处|标题|原题|机构)\s*[:：]\s*$|^(?:信息)?(?:来源|作者|(?:责任)?编辑)$"
)
_HOUSE = re.compile(
    r"^\W*[\u4e00-\u9fff]{2,8}?(?:[网網报報社台臺]|在线|频道)(?=(?:责任)?(?:编辑|編輯)\s*[:：])"
)
"""Whose editor it is: 南方网编辑：."""
_NAME_FIRST = re.compile(r"\W*([\u4e00-\u9fff·]{2,4})\s+(责任编辑|責任編輯|责编|編輯|编辑)\W*")
"""An editor before the word: （张三 编辑）."""
_BARE_NAME = re.compile(r"[\w·《》]{2,12}")
"""What a line is that is nothing but the name of a press."""
_OPENING = 120
"""Characters of a paragraph that may hold a dateline."""


def read_line(text: str) -> Credits:
    """Return what one line states, by its labels or as a byline."""
    credits = Credits()
    if len(text) > _LONG or _QUOTED.search(text):
        return credits
    text = _HOUSE.sub("", text)
    if original := _ORIGINAL.fullmatch(text):
        credits.original_title = original[1].strip("《》 ")
        return credits
    if (before := _NAME_FIRST.fullmatch(text)) and is_person(before[1]):
        field = "editor" if before[2] in ("编辑", "編輯") else "responsible_editor"
        setattr(credits, field, before[1])
        return credits
    signed = byline(text)
    if signed.photographer and not signed.author:
        return signed
    credits.fill(signed)
    for label in cut(text):
        stated = label.states
        if credits.author and label.field == "author" and stated.author:
            credits.author = " ".join(dict.fromkeys(f"{credits.author} {stated.author}".split()))
        credits.fill(stated)
    return credits


def is_credits(text: str) -> bool:
    """Return whether a line holds credits and nothing else."""
    if len(text) > _LONG or ("，" in text and text.endswith(_ENDS)):
        return False
    if len(text) > _BARE and _PARTING.isdisjoint(text):
        return False
    text = _HOUSE.sub("", text)
    if _ORIGINAL.fullmatch(text) or _NAME_FIRST.fullmatch(text):
        return True
    if _SENTENCE.search(text.rstrip("。")):
        return False
    if is_filed(text) or byline(text) != Credits():
        return True
    if _DATED.match(text):
        return True
    labels = list(cut(text))
    stating = [
        label for label in labels if label.field not in ("other", "time", "updated", "publisher")
    ]
    staff = bool(labels) and _STAFF.match(text) is not None
    return (
        (bool(stating) or staff)
        and labels[0].start <= 40
        and not (stating and all(label.glued and label.states == Credits() for label in stating))
        and all(
            len(label.value) <= 12 or label.field == "time" or label.states != Credits()
            for label in labels
        )
    )


def names_editor(text: str) -> bool:
    """Return whether a line names an editor, which closes an article of `WHOLE` characters."""
    stated = read_line(text)
    return bool(stated.editor or stated.responsible_editor)


def read_lines(lines: Sequence[str]) -> Credits:
    """Return what *lines* state, of each field what is stated first."""
    credits = Credits()
    for text in _joined(lines):
        credits.fill(read_line(text))
    return credits


def read_head(lines: Sequence[str], dates: Sequence[tuple[int, int] | None]) -> Credits:
    """Return what the lines between headline and body state.

    *dates* say where in each line its date stands, if it holds one: beside it a source may stand
    without a label, and so may an author, or above it.
    """
    undated = [
        f"{text[: span[0]]} {text[span[1] :]}".strip() if span else text
        for text, span in zip(lines, dates, strict=False)
    ]
    credits = read_lines(undated)
    for above, text, span in zip(["", *lines], lines, dates, strict=False):
        if span is not None:
            credits.fill(beside(text[: span[0]], text[span[1] :]))
            credits.fill(Credits(author=names(above, vouched=False, whole=True)))
            credits.fill(Credits(source=above if is_press(above) and not is_tool(above) else None))
    for text, following in pairwise([*lines, ""]):
        credits.fill(alone(text, following))
    return credits


def publisher(lines: Sequence[str]) -> Credits:
    """Return the office that published a document (发布机构), where it names no other source."""
    labels = (label for text in lines if len(text) <= _LONG for label in cut(text))
    named = (source(label.value) for label in labels if label.field == "publisher")
    return Credits(source=next(filter(None, named), None))


def guess_source(lines: Sequence[str], dates: Sequence[tuple[int, int] | None]) -> Credits:
    """Return the word beside or right below a date, which may be a press with an unusual name."""
    for text, below, span in zip(lines, [*lines[1:], ""], dates, strict=False):
        if span is not None:
            credits = beside(text[: span[0]], text[span[1] :], guess=True)
            if credits.source or not _BARE_NAME.fullmatch(below):
                return credits
            return beside("", below, guess=True)
    return Credits()


def read_body(paragraphs: Sequence[str]) -> Credits:
    """Return what the body's own words state: the dateline, and the name that signs the end."""
    credits = Credits()
    for paragraph in paragraphs[:3]:
        credits.fill(dateline(paragraph[:_OPENING]))
    if paragraphs:
        credits.fill(signature(paragraphs[-1][-_OPENING:]))
    return credits


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, a label at a line's end joined with the short value on the next line."""
    held = ""
    for text in lines:
        value = len(text) <= 24 and not (is_related(text) or is_tool(text))
        if held and value and not _SENTENCE.search(text):
            text = f"{held} {text}" if held.endswith((":", "：")) else f"{held}：{text}"
        held = text if _OPEN_LABEL.search(text) else ""
        yield text
