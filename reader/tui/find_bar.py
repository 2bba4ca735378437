"""Finding in the article what one types, while one types it."""

from reader.i18n import _
from reader.text.clean import clean
from reader.tui.context import Context
from reader.tui.navigation import Navigation
from reader.tui.prompt import Prompt
from reader.tui.reading_pane import ReadingPane


class FindBar:
    """Asks what to find; the reading pane marks it and goes from one to the next."""

    def __init__(self, context: Context, reading: ReadingPane, navigation: Navigation) -> None:
        self._context = context
        self._reading = reading
        self._navigation = navigation
        self._sought = ""

    def find(self) -> None:
        """Find in the article; the last search is offered again."""
        if self._reading.article is None:
            self._context.status.say(_("没有打开的文章"))
            return
        self._navigation.to_pane("article")
        history = self._context.input_history("found")
        prompt = Prompt(_("查找："), value=self._sought, changed=self._find, history=history)
        self._context.ask(prompt, self._end)
        if self._sought:
            self._find(self._sought)

    def _find(self, typed: str) -> None:
        self._reading.find(clean(typed))

    def _end(self, typed: str | None) -> None:
        if typed is not None:
            self._sought = clean(typed)
            self._find(self._sought)
            if not self._reading.has_found:
                self._context.status.say(_("文中没有“{words}”", words=self._sought))
        if typed is None or not self._reading.has_found:
            self._reading.action_leave_finding()
