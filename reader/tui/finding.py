"""Finding in the article what one types, while one types it."""

from reader.i18n import _
from reader.text.clean import clean
from reader.tui.panes import Panes
from reader.tui.prompt import Prompt


class Finding(Panes):
    """Asks what to find; the reading pane marks it and goes from one to the next."""

    _sought = ""

    def action_find(self) -> None:
        """Find in the article; what was sought the last time is offered again."""
        if self.reading.article is None:
            self.status.say(_("没有打开的文章"))
            return
        self.go_to_pane("article")
        self.app.push_screen(Prompt(_("查找："), value=self._sought, changed=self._find), self._end)
        if self._sought:
            self._find(self._sought)

    def _find(self, typed: str) -> None:
        self.reading.find(clean(typed))

    def _end(self, typed: str | None) -> None:
        if typed is not None:
            self._sought = clean(typed)
            self._find(self._sought)
        if typed is None or not self.reading.has_found:
            self.reading.action_leave_finding()
        if typed is not None and self.reading.has_found:
            self.status.say(_("n 下一处  N 上一处  Esc 结束查找"))
        elif typed is not None:
            self.status.say(_("文中没有“{words}”", words=self._sought))
