"""The line of an article that matches a search, cut to what one takes in at a glance."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from reader.text.fold import fold_case

LENGTH = 60
"""Characters of a snippet, a fifth of them before what was found."""
CUT = "…"


class Snippet(Struct, frozen=True):
    """A piece of a line, and the spans of the search terms in it: starts and ends."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marks(text: str, terms: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the spans of the folded *terms* in *text*, from left to right.

    Ends are those of slices; spans that overlap or touch are merged.
    """
    folded = fold_case(text)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(span for string in terms for span in _spans(folded, string)):
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return tuple(joined)


def snippet(lines: Sequence[str], terms: Sequence[str], length: int = LENGTH) -> Snippet:
    """Return the piece of *lines* with most of the *terms*, the beginning if none has any.

    At most *length* characters and the signs that something was left out.
    """
    folded = [fold_case(line) for line in lines]
    said = [sum(string in line for string in terms) for line in folded]
    if not any(said):
        return _cut(lines[0], 0, (), length) if lines else Snippet("")
    line = lines[said.index(max(said))]
    found = marks(line, terms)
    return _cut(line, found[0][0] - length // 5, found, length)


def _cut(line: str, start: int, found: tuple[tuple[int, int], ...], length: int) -> Snippet:
    start = max(0, min(start, len(line) - length))
    end = start + length
    before, after = CUT if start else "", CUT if end < len(line) else ""
    shift = len(before) - start
    return Snippet(
        before + line[start:end] + after,
        tuple(
            (max(first, start) + shift, min(last, end) + shift)
            for first, last in found
            if first < end and last > start
        ),
    )


def _spans(folded: str, string: str) -> Iterator[tuple[int, int]]:
    at = folded.find(string) if string else -1
    while at >= 0:
        yield at, at + len(string)
        at = folded.find(string, at + len(string))
