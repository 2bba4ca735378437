"""The progress of what is fetched in the background, shown no more often than eyes can follow."""

from collections.abc import Callable

from reader.tui.context import Context

TELL = 0.25
"""Seconds between two signs of progress."""


class Progress:
    """Shows in the status line how far the work of the group ``refresh`` is.

    *later* calls a function in so many seconds.
    """

    def __init__(
        self, context: Context, later: Callable[[float, Callable[[], None]], object]
    ) -> None:
        self._context = context
        self._later = later
        self._latest = ""
        self._is_telling = False
        """Whether progress was shown just now."""

    @property
    def is_running(self) -> bool:
        """Whether anything is fetched."""
        return self._context.is_running("refresh")

    def tell(self, progress: str) -> None:
        """Show *progress*, or what comes after it."""
        self._latest = progress
        if not self._is_telling:
            self._show()

    def forget(self) -> None:
        """Show none any more."""
        self._latest = self._context.status.progress = ""

    def _show(self) -> None:
        status = self._context.status
        self._is_telling = self.is_running and self._latest != status.progress
        if self._is_telling:
            status.progress = self._latest
            self._later(TELL, self._show)
