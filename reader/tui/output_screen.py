"""What a program prints, over the page, to be scrolled."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip

from reader.i18n import _
from reader.program import Program
from reader.text.width import width as cells
from reader.text.wrap import wrap
from reader.tui.commands import bindings
from reader.tui.modal import Modal
from reader.tui.paint import Palette, paint
from reader.tui.text_pane import TextPane
from reader.tui.too_small import ACROSS, DOWN, too_small


class OutputPane(TextPane):
    """Lines of plain text, broken where they are too wide."""

    BINDINGS = bindings("moving")
    DEFAULT_CSS = """
    OutputPane { background: $surface; scrollbar-background: $surface; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._pieces: Sequence[str] = ()
        self._palette = Palette(self, "text")

    def show(self, text: str) -> None:
        """Show *text* from where one is in it."""
        self._text = text
        width = max(2, self.text_width - 1)
        self._pieces = [piece for line in text.split("\n") for piece in _fitting(line, width)]
        self.virtual_size = Size(0, len(self._pieces))
        self.refresh_text()

    def on_resize(self) -> None:
        """Break the lines for the new width."""
        self.show(self._text)

    def render_line(self, y: int) -> Strip:
        """Return line *y* of the window."""
        number = y + self.scroll_offset.y
        line = self._pieces[number] if number < len(self._pieces) else ""
        return paint([(line, "")], self._palette, self.text_width)

    def notify_style_update(self) -> None:
        """Paint in the new styles."""
        super().notify_style_update()
        self._palette.forget()


def _fitting(line: str, width: int) -> Sequence[str]:
    return [line] if cells(line) <= width else wrap(line, width)


class OutputScreen(Modal[None]):
    """Shows what *program* prints, under what it is *called*; Esc and q stop it, or leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss")]
    HORIZONTAL_BREAKPOINTS = ACROSS
    VERTICAL_BREAKPOINTS = DOWN
    DEFAULT_CSS = """
    OutputScreen {
        align: center middle;
        background: $background;
        &:ansi { background: $background; }
        & > Vertical {
            width: 100; max-width: 100%;
            height: 90%;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
            border-subtitle-color: $text-muted;
        }
    }
    """

    def __init__(self, called: str, program: Program) -> None:
        super().__init__()
        self._called = called
        self._program = program
        self._pane = OutputPane()

    def compose(self) -> ComposeResult:
        """Lay out the pane in its frame."""
        yield too_small()
        with Vertical() as box:
            box.border_title = Content(self._called)
            yield self._pane

    def on_mount(self) -> None:
        """Show what there is by now."""
        self._pane.focus()
        self.show()

    def show(self) -> None:
        """Show what was printed since, and how the program is."""
        if self._pane.is_attached:
            self._pane.show(self._program.text)
            self.say(_state(self._program))


def _state(program: Program) -> str:
    if program.is_cut:
        return _("输出太多，停掉了；Esc 返回")
    if program.status is None:
        return _("正在运行……Esc 停止")
    if program.status:
        return _("失败了（退出状态 {status}）；Esc 返回", status=program.status)
    return _("完成；Esc 返回")
