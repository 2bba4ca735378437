"""The body: of the lines that its element holds, those that are the article's text and pictures.

What comes before source and date, what comes behind the credits, and the promotions between are
dropped; so is every line that does something instead of saying something.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reader.extract.article.credits import WHOLE, names_editor, read_line
from reader.extract.article.field_labels import Credits
from reader.extract.article.line_kinds import LineKind, kinds_of
from reader.extract.article.person_names import is_person
from reader.extract.html.flow import Flow, Line
from reader.extract.html.furniture import is_comments, is_dated, is_end, is_tool, without_label

_CLOSING: dict[LineKind, float] = {
    "credits": 0.35,
    "related": 0.35,
    "declaration": 0.35,
    "notice": 0.15,
}
"""The largest share of prose that may stand behind what closes an article."""
_BEFORE = 80
"""Characters: what stands in the body's element before source and date is shorter: a subtitle."""
_BUTTON = 4
"""Characters: no last line of an article is as short, unless a name signs it."""
_ENDING = 10
"""Characters: what stands before the link that is cut off."""
_INNER_NOTICE = 40
"""Characters: a longer notice in the midst of an article is one of its paragraphs."""


@dataclass(slots=True)
class Body:
    """The lines of the article, which are among the lines ``[start, limit)`` of its page."""

    lines: list[Line] = field(default_factory=list)
    start: int = 0
    limit: int = 0
    stop: int = 0
    """Where the lines behind its last begin."""
    tail: list[str] = field(default_factory=list)
    """What was trimmed inside and behind it, but for promotions."""

    @property
    def paragraphs(self) -> list[str]:
        """The texts of its lines."""
        return [line.text for line in self.lines if line.text and line.role != "caption"]

    @property
    def prose(self) -> int:
        """How many characters of it read as an article's."""
        return sum(line.prose for line in self.lines)


def trim(flow: Flow, start: int, end: int, headline: str) -> Body:
    """Return the body that the lines ``[start, end)`` hold, without what is not the article's."""
    lines = [_without_last_link(line) for line in flow.lines[start:end]]
    kinds = kinds_of(flow, start, lines, headline)
    if "text" not in kinds:
        _take_summaries(lines, kinds)
    opening = _opening(lines, kinds)
    texts = [index for index, kind in enumerate(kinds) if kind == "text" and index >= opening]
    if not texts:
        return Body(start=start, limit=end, stop=end)
    first, last = _with_pictures(lines, kinds, texts[0], _closing(lines, kinds, texts))
    kept, tail = [], []
    for index in range(first, len(lines)):
        if index <= last and _belongs(lines[index], kinds[index]):
            kept.append(lines[index])
        elif kinds[index] != "promotion":
            tail.append(lines[index].parted)
    return Body(kept, start + first, end, start + last + 1, tail)


def _take_summaries(lines: list[Line], kinds: list[LineKind]) -> None:
    """Make the summaries the text, without their labels, where there is no other text."""
    for index, kind in enumerate(kinds):
        if kind == "summary":
            kinds[index] = "text"
            lines[index] = replace(lines[index], text=without_label(lines[index].text), runs=())


def _belongs(line: Line, kind: LineKind) -> bool:
    """Return whether a line between the first and the last of an article is part of it."""
    return kind in ("text", "picture") or (kind == "notice" and len(line.text) > _INNER_NOTICE)


def _opening(lines: Sequence[Line], kinds: Sequence[LineKind]) -> int:
    """Return where the article begins: behind its source or date, if these are among the lines."""
    before, opening = 0, 0
    prose = sum(line.prose for line in lines)
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if before > _BEFORE:
            break
        if is_dated(line.text) or (kind == "credits" and read_line(line.parted).source):
            opening = index + 1 if before * 2 < prose else opening
        elif kind == "text":
            before += len(line.text)
    return opening


def _closing(lines: Sequence[Line], kinds: Sequence[LineKind], texts: Sequence[int]) -> int:
    """Return the last line of the article; what closes it is followed by little or no prose."""
    counted = [line.prose if kind == "text" else 0 for line, kind in zip(lines, kinds, strict=True)]
    after = sum(counted) or 1
    total, last = after, texts[0]
    for index in range(texts[0], len(kinds)):
        after -= counted[index]
        if is_comments(lines[index].text):
            return last
        if is_end(lines[index].text) and after <= _CLOSING["credits"] * total:
            return last
        if kinds[index] == "credits" and _goes_on(lines, kinds, index):
            continue
        if kinds[index] in _CLOSING and after <= _CLOSING[kinds[index]] * total:
            return last
        if (
            kinds[index] == "credits"
            and total - after > WHOLE
            and names_editor(lines[index].parted)
        ):
            return last
        if kinds[index] == "text" and not _is_button(lines[index]):
            last = index
    return last


def _goes_on(lines: Sequence[Line], kinds: Sequence[LineKind], index: int) -> bool:
    """Return whether a line signs but a part of an article: a reporter's name, and paragraphs."""
    following = range(index + 1, min(index + 3, len(kinds)))
    stated = read_line(lines[index].parted)
    return (
        len(following) == 2
        and all(kinds[after] == "text" and lines[after].is_prose for after in following)
        and stated == Credits(author=stated.author)
    )


def _is_button(line: Line) -> bool:
    """Return whether a line behind an article's last is too short for one: a thing to click on."""
    return (
        0 < len(line.text) <= _BUTTON
        and line.text.isalnum()
        and line.role != "item"
        and not (is_person(line.text) and not line.role)
    )


def _with_pictures(
    lines: Sequence[Line], kinds: Sequence[LineKind], first: int, last: int
) -> tuple[int, int]:
    """Return the range with the pictures right before and behind it.

    A linked one at the end is a logo.
    """
    while first and kinds[first - 1] in ("picture", "summary"):
        first -= 1
    while last + 1 < len(kinds) and kinds[last + 1] == "picture":
        if last + 2 < len(kinds) and _is_button(lines[last + 2]):
            break
        last += 1
    while kinds[last] == "picture" and lines[last].linked:
        last -= 1
    return first, last


def _without_last_link(line: Line) -> Line:
    """Cut off the link that a page sets behind an article's last word: 返回首页, 查看更多."""
    if len(line.runs) < 2:
        return line
    *runs, (words, styles) = line.runs
    text = "".join(run for run, _ in runs).strip()
    if len(text) < _ENDING or not any(url for _, url in styles) or not is_tool(words.strip()):
        return line
    return replace(line, text=text, runs=tuple(runs), linked=line.linked - len(words))
