"""Handing articles as Markdown to programs, and what those print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip

from reader.errors import ZhnewsError
from reader.i18n import _, render
from reader.processes.program import Program
from reader.text.clean import clean
from reader.text.wrap import width as cells
from reader.text.wrap import wrap
from reader.tui.commands import bindings
from reader.tui.front import Front
from reader.tui.panes.list_title import list_name
from reader.tui.widgets.line_pane import Palette, TextPane, paint
from reader.tui.widgets.modal import ACROSS, DOWN, Modal, too_small
from reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from reader.model import ArticleHead
    from reader.processes.program import Program

# What a program prints, over the page, to be scrolled.


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


# Handing articles as Markdown to programs.


class Outlet:
    """Runs programs, whose input is the article under the cursor, and shows what they print."""

    def __init__(self, front: Front) -> None:
        self._context = front.context
        self._lister = front.lister
        self._articles = front.articles
        self._folder: Path | None = None

    def pipe(self) -> None:
        """Ask for a command to which the article goes, or those selected as one text."""
        if not self._heads(self._articles.meant):
            return
        hint = _("命令，文章是它的标准输入；要用 shell 就写 sh -c '…'")
        prompt = Prompt(_("交给："), hint, history=self._context.input_history("piped"))
        self._context.ask(prompt, self._typed)

    def _typed(self, line: str | None) -> None:
        from reader.processes.program import parse_command  # not before first paint

        if line is not None:
            with self._told():
                argv = parse_command(line)
                self._run(line, argv, self._markdown(self._heads(self._articles.meant)))

    def share(self, number: int) -> None:
        """Hand the article to the command of the share of that *number*."""
        from reader.text.names import filled  # not before first paint

        share = self._context.desk.config.share[number]
        current = self._articles.current
        for head in self._heads([] if current is None else [current]):
            data = self._markdown([head])
            values = {
                "url": clean(head.url),
                "title": clean(head.headline),
                "source": clean(head.source),
                "file": str(self._file(head, data)),
            }
            with self._told():
                self._run(share.name, filled(share.command, values), data)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what goes wrong."""
        try:
            yield
        except ZhnewsError as error:
            self._context.status.complain(render(error))

    def _heads(self, ids: Sequence[int]) -> Sequence[ArticleHead]:
        """Return the articles of *ids*; where there is none, it is said."""
        heads = self._context.library.heads(ids)
        if not heads:
            self._context.status.say(_("没有打开的文章"))
        return heads

    def _markdown(self, heads: Sequence[ArticleHead]) -> bytes:
        from reader.exchange.markdown import write_markdown  # not before first paint
        from reader.wording.books import book_of

        library = self._context.library
        title = list_name(self._lister.view, library)
        return "".join(write_markdown(book_of(title, heads, library.article))).encode()

    def _file(self, head: ArticleHead, data: bytes) -> Path:
        """Return a file of *data*, which is there until the reader is left."""
        from reader import disk  # not before first paint
        from reader.wording.books import file_name

        if self._folder is None:
            folder = TemporaryDirectory(prefix="zhnews-", ignore_cleanup_errors=True)
            self._folder = Path(self._context.desk.opened.enter_context(folder))
        name = file_name("", [head], self._context.library.today())

        def write(file: IO[bytes]) -> None:
            file.write(data)

        return disk.create(self._folder / f"{name}.md", write)

    def _run(self, called: str, argv: Sequence[str], data: bytes) -> None:
        """Start a program, and show what it prints. Raises CommandMissing."""
        from reader.processes.program import Program

        program = Program(argv, data)
        screen = OutputScreen(called, program)
        self._context.ask(screen, lambda _none: program.stop())
        self._context.run(partial(self._follow, called, program, screen), "program")

    async def _follow(self, called: str, program: Program, screen: OutputScreen) -> None:
        """Show what a program prints; one that ends well and prints nothing is but mentioned."""
        await program.run(screen.show)
        if screen.is_current and program.status == 0 and not program.text:
            screen.dismiss()
            self._context.status.say(_("{name}：完成", name=called))
        else:
            screen.show()
