"""What was entered in a prompt before, and going through it. Nothing here knows the screen."""

from collections.abc import Callable, Sequence

MOST = 100
"""Lines that are kept."""


class InputHistory:
    """The lines of *entered*, the newest first, and below them the one that is being typed.

    *keep* is called with all lines whenever one was added.
    """

    def __init__(self, entered: Sequence[str], keep: Callable[[Sequence[str]], object]) -> None:
        self._entered = entered
        self._keep = keep
        self._begin("")

    def older(self, typed: str) -> str:
        """Return the line entered before *typed*, which is what stands in the prompt."""
        return self._go(typed, 1)

    def newer(self, typed: str) -> str:
        """Return the line entered after *typed*, in the end the one that was being typed."""
        return self._go(typed, -1)

    def _begin(self, typed: str) -> None:
        self._lines, self._at = (typed, *_without(typed, self._entered)), 0

    def _go(self, typed: str, step: int) -> str:
        if typed != self._lines[self._at]:
            self._begin(typed)
        self._at = max(0, min(self._at + step, len(self._lines) - 1))
        return self._lines[self._at]

    def add(self, line: str) -> None:
        """Keep *line* as the newest."""
        self._entered = (line, *_without(line, self._entered))[:MOST]
        self._keep(self._entered)


def _without(line: str, lines: Sequence[str]) -> Sequence[str]:
    return [each for each in lines if each != line]
