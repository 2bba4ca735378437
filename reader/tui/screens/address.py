"""Asking for an address, to add the source or read the article that stands there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Set
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from reader import log
from reader.i18n import _, render
from reader.model import Draft
from reader.news.refresh.responses import COLUMN_LIMIT
from reader.text.wrap import wrap
from reader.tui.actions.subscriptions import SourceAdder
from reader.tui.context import Context
from reader.tui.widgets.prompt import Prompt
from reader.wording.sources import ABOVE, ARTICLE, FOUND, KNOWN, said_of

if TYPE_CHECKING:
    from textual.worker import Worker

    from reader.news.discovery import Discovery, FoundArticle, OnAsk

# Asking for an address, and showing what lies there before it is added.

HEADLINES = 3
"""Articles that are shown of a source."""
TICK = 1.0
"""Seconds between two signs that an address is still being asked."""


class AddressPrompt(Prompt):
    """Asks for an address, looks at it by *look*, and tells what was found.

    Enter then calls *add* with the source, which the number of a column narrows to that, and Space
    *read* with the article, where there is one; Esc leads back to the line, as it stops the look.
    What is wrong is said over the line, which stays to be mended. *known* are the addresses of the
    sources that there are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "add"),
        Binding("space", "read"),
        *(Binding(str(n), f"narrow({n})") for n in range(COLUMN_LIMIT + 1)),
    ]
    DEFAULT_CSS = "AddressPrompt > Label.-found { color: $text; }"

    def __init__(
        self,
        look: Callable[[str, OnAsk], Awaitable[Discovery | FoundArticle]],
        known: Set[str],
        add: Callable[[Discovery], None],
        read: Callable[[Draft], None],
    ) -> None:
        super().__init__(_("网址："), "news.cn/rss", changed=lambda _typed: self._forget())
        self._look_at = look
        self._known = known
        self._add = add
        self._read = read
        self._work: Worker[None] | None = None
        self._asked, self._since = "", 0.0
        self._channel: Discovery | None = None
        self._part = ""
        self._article: Draft | None = None

    def on_mount(self) -> None:
        """Tell how long an address has been asked."""
        self.set_interval(TICK, self._tick)

    # Looking.

    def take(self, answer: str) -> None:
        """Look at the address, and stay."""
        if not answer:
            self.dismiss(None)
            return
        self._forget()
        self._since = monotonic()
        self._work = self.run_worker(partial(self._look, answer), exclusive=True)
        self._ask(answer)

    async def _look(self, address: str) -> None:
        try:
            found = await self._look_at(address, self._ask)
        except Exception as error:
            self._work = None
            self.complain(self._wrapped(render(log.as_ours(error, address))))
        else:
            self._work = None
            self._show(found)

    def _ask(self, url: str) -> None:
        self._asked = url
        self._tick()

    def _tick(self) -> None:
        if self._work is not None:
            seconds = int(monotonic() - self._since)
            looking = _("正在看 {address}，{n} 秒了，Esc 停止", address=self._asked, n=seconds)
            self.say(self._wrapped(looking))

    def _forget(self) -> None:
        """Stop looking, and forget what was found: the line is another."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
        self._channel, self._article, self._part = None, None, ""
        self._fault.remove_class("-found")
        self.hush()

    # What was found.

    def _show(self, found: Discovery | FoundArticle) -> None:
        from reader.news.discovery import FoundArticle

        if isinstance(found, FoundArticle):
            self._article, self._channel = found.article, found.channel
        else:
            self._channel = found
        self._tell()
        self._fault.add_class("-found")
        self.set_focus(None)  # the keys are no longer for the line

    def _tell(self) -> None:
        self.say(self._wrapped(*self._told()))

    @property
    def _wanted(self) -> Discovery | None:
        """What would be added: the channel, or the one column of it that was chosen."""
        return self._channel.only(self._part) if self._channel and self._part else self._channel

    def _told(self) -> Iterator[str]:
        channel, article = self._wanted, self._article
        is_known = channel is not None and channel.source.url in self._known
        if article is not None:
            yield _(ARTICLE, headline=article.headline)
        if channel is not None:
            entries = channel.feed.entries
            verdict = KNOWN if is_known else FOUND if article is None else ABOVE
            yield said_of(channel.source, len(entries), verdict)
            yield from (f"· {entry.headline}" for entry in entries[:HEADLINES])
            if self._channel and self._channel.columns and not is_known:
                yield _("只收一个栏目：{columns}", columns="  ".join(self._columns()))
        else:
            yield _("没有找到列出它的频道页。")
        keys = []
        if channel is not None and not is_known:
            keys.append(_("Enter 添加"))
        if article is not None:
            keys.append(_("Space 只读这一篇"))
        yield "  ".join([*keys, _("Esc 改网址")])

    def _columns(self) -> Iterator[str]:
        columns = self._channel.columns if self._channel else ()
        for n, column in enumerate(columns, 1):
            shown = _("{part}（{count} 篇）", part=column.part, count=column.count)
            yield f"{n} {shown}"
        if self._part:
            yield _("0 全收")

    def _wrapped(self, *paragraphs: str) -> str:
        width = max(2, self.app.size.width - 2)
        return "\n".join(line for text in paragraphs for line in wrap(text, width))

    # Keys.

    def action_add(self) -> None:
        """Add what was found; one of the known takes up the credentials that were typed."""
        if (wanted := self._wanted) is not None:
            self.dismiss(None)
            self._add(wanted)

    def action_narrow(self, number: int) -> None:
        """Take only the *number*-th column of what was found, from 1; 0 takes all of it."""
        if self._channel is not None and number <= len(self._channel.columns):
            self._part = self._channel.columns[number - 1].part if number else ""
            self._tell()

    def action_read(self) -> None:
        """Read the article that was found, once."""
        if self._article is not None:
            self.dismiss(None)
            self._read(self._article)

    def action_cancel(self) -> None:
        """Stop looking, or go back to the line; else dismiss."""
        if self._work is not None or self.focused is None:
            self._forget()
            self._input.focus()
        else:
            self.dismiss(None)


# Adding a source by its address, or reading the article that stands there.


class AddressQuestion:
    """Asks for an address; *visit* shows an article that is not stored."""

    def __init__(
        self,
        context: Context,
        subscriptions: SourceAdder,
        visit: Callable[[Draft], Awaitable[None]],
    ) -> None:
        self._context = context
        self._subscriptions = subscriptions
        self._visit = visit

    def ask(self) -> None:
        """Ask for an address, show what it is, and subscribe to it or read it once."""

        add, known = self._subscriptions.add_found, self._subscriptions.known()
        prompt = AddressPrompt(self._look, known, add, self._read)
        self._context.ask(prompt, lambda _answer: None)

    async def _look(self, address: str, on_ask: OnAsk) -> Discovery | FoundArticle:
        from reader.news.discovery import discover  # not before first paint

        settings = self._context.desk.config.fetch
        return await discover(address, settings=settings, on_ask=on_ask)

    def _read(self, article: Draft) -> None:
        self._context.run(partial(self._visit, article), "add")
