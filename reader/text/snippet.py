"""The line of an article in which what was sought stands, cut to what one takes in at a glance."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from reader.text.fold import fold_case

LENGTH = 60
"""Characters of a snippet, a fifth of them before what was found."""
CUT = "…"


class Snippet(Struct, frozen=True):
    """A piece of a line, and where in it what was sought stands: starts and ends."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marks(text: str, sought: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Give where in *text* the folded strings *sought* stand, from left to right, apart.

    Ends are those of slices; what overlaps or touches is one.
    """
    folded = fold_case(text)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(span for string in sought for span in _spans(folded, string)):
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return tuple(joined)


def snippet(lines: Sequence[str], sought: Sequence[str], length: int = LENGTH) -> Snippet:
    """Give the piece of *lines* that says most of *sought*, the beginning if none says anything.

    At most *length* characters and the signs that something was left out.
    """
    folded = [fold_case(line) for line in lines]
    said = [sum(string in line for string in sought) for line in folded]
    if not any(said):
        return _cut(lines[0], 0, (), length) if lines else Snippet("")
    line = lines[said.index(max(said))]
    found = marks(line, sought)
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
