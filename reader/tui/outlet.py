"""Handing articles as Markdown to programs: one that is typed, and those of ``[[share]]``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING

from reader.errors import ZhnewsError
from reader.i18n import _, render
from reader.text.clean import clean
from reader.tui.article_list import ArticleList
from reader.tui.context import Context
from reader.tui.lister import Lister
from reader.tui.prompt import Prompt
from reader.tui.title import list_name

if TYPE_CHECKING:
    from reader.model import ArticleHead
    from reader.program import Program
    from reader.tui.output_screen import OutputScreen


class Outlet:
    """Runs programs, whose input is the article under the cursor, and shows what they print."""

    def __init__(self, context: Context, lister: Lister, articles: ArticleList) -> None:
        self._context = context
        self._lister = lister
        self._articles = articles
        self._folder: Path | None = None

    def pipe(self) -> None:
        """Ask for a command to which the article goes, or those selected as one text."""
        if not self._heads(self._articles.meant):
            return
        hint = _("命令，文章是它的标准输入；要用 shell 就写 sh -c '…'")
        prompt = Prompt(_("交给："), hint, history=self._context.input_history("piped"))
        self._context.ask(prompt, self._typed)

    def _typed(self, line: str | None) -> None:
        from reader.program import parse_command  # not before first paint

        if line is not None:
            with self._told():
                argv = parse_command(line)
                self._run(line, argv, self._markdown(self._heads(self._articles.meant)))

    def share(self, number: int) -> None:
        """Hand the article to the command of the share of that *number*."""
        from reader.text.templates import filled  # not before first paint

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
        from reader.program import Program
        from reader.tui.output_screen import OutputScreen  # not before first paint

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
