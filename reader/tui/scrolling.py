"""The two-stroke key ``g g`` of panes that scroll."""

from time import monotonic

STROKE = 1.0
"""Seconds within which the second stroke must follow the first."""


class FirstKey:
    """Gives a pane the action ``first_key``: pressed twice, it runs the pane's action ``first``."""

    _struck = float("-inf")

    def action_first(self) -> None:
        """Go to the beginning."""
        raise NotImplementedError

    def action_first_key(self) -> None:
        """Go to the beginning on the second stroke."""
        now = monotonic()
        if now - self._struck <= STROKE:
            self._struck = float("-inf")
            self.action_first()
        else:
            self._struck = now
