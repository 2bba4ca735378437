"""All that is known of one source, below the list of all."""

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget

from reader.news.health import Health
from reader.store.sources import Makeup
from reader.text.width import fit
from reader.text.wrap import wrap
from reader.wording.health import fact_lines, facts, state

LINES = 5


class SourceDetail(Widget):
    """A few lines about a source: its name and address, what is wrong in full, and figures.

    *every* is the interval in seconds of sources that state none.
    """

    DEFAULT_CSS = f"""
    SourceDetail {{
        height: {LINES + 1};
        padding: 0 1;
        border-top: solid $panel;
        color: $text-muted;
    }}
    """

    def __init__(self, every: int) -> None:
        super().__init__()
        self._every = every
        self._about: tuple[Health, Makeup | None, int] | None = None

    def show(self, health: Health | None, makeup: Makeup | None, now: int) -> None:
        """Tell of a source, None of nothing; its *makeup* may come later."""
        self._about = None if health is None else (health, makeup, now)
        self.refresh()

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join([*self._lines(self.content_size.width)][:LINES])

    def _lines(self, width: int) -> Iterator[Content]:
        if self._about is None or not width:
            return
        health, makeup, now = self._about
        yield Content.styled(fit(health.source.label, width), "bold $text")
        yield Content(fit(health.source.url, width))
        style = "" if health.finding is None else "$text-warning"
        for line in wrap(state(health), width):
            yield Content.styled(line, style)
        if makeup is not None:
            known = facts(health, makeup, self._every, now)
            yield from map(Content, fact_lines(known, width))
