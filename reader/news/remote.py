"""A visit to a source on the network: a feed or a channel page, and to its articles' pages."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reader import log
from reader.errors import (
    AskedToWait,
    FetchError,
    NotAnArticle,
    SourceGone,
    StoreError,
    TimedOut,
    UnknownArticle,
)
from reader.model import Draft, Outcome, Source
from reader.news.due import gone, held
from reader.news.health import NOTHING_LISTED
from reader.news.online import Online
from reader.news.recording import Record, Recorder, problem_of
from reader.news.threads import in_thread
from reader.text.clean import display_url, host_of


class Wanted(Struct, frozen=True):
    """A new article whose page is to be fetched."""

    source: Source
    id: int
    url: str


class Remote(Struct, frozen=True):
    """Visits sources; wants the pages of at most *page_articles* new articles of each."""

    recorder: Recorder
    net: Online
    page_articles: int
    force: bool = False
    """Ask even those that asked not to be asked."""
    since: int | None = None
    """Go back to this time through the pages of lists, in epoch seconds."""
    on_new: Callable[[Source, Draft], None] = lambda _source, _draft: None
    """Is told of what is new to read: an article that its list tells whole, a page."""
    wanted: list[Wanted] = []
    """Gathers the articles whose pages are to be fetched."""

    async def visit(self, source: Source) -> Outcome:
        """Ask *source* for its news, unless its server asked not to.

        Raises FetchError, InputError, StoreError.
        """
        if not self.force and (refusal := self._refusal(source)):
            return Outcome(source=source, status="error", problem=problem_of(refusal))
        return await self._ask(source)

    def _refusal(self, source: Source) -> FetchError | None:
        host = host_of(source.url)
        if gone(source):
            return SourceGone(host=host)
        return AskedToWait(host=host) if held(source, self.recorder.moment()) else None

    async def _ask(self, source: Source) -> Outcome:
        known = source if self.since is None else replace(source, etag="", last_modified="")
        response = await self.net.get(
            source.address, etag=known.etag, last_modified=known.last_modified
        )
        login = source.login if response.keeps_login else ""
        moved = replace(source, url=response.permanent_url or source.url, login=login)
        if response.not_modified:
            moved = await self.recorder.unchanged(moved)
            return Outcome(source=moved, status="not_modified", final_url=response.url)
        async with self.net.desk:
            shown, feed = await self.net.listing(moved, response)
            final_url = response.url if shown.url == moved.url else shown.url
            response = replace(response, body=b"")  # its memory is needed for the articles
            if self.since is not None:
                feed = await self.net.earlier(shown, feed, self.since)
            problem = None if feed.entries or shown.kind != "page" else NOTHING_LISTED
            kept = self._as_kept(moved, shown)
            if kept.id == source.id:
                record = await self.recorder.success(kept, feed.entries, problem=problem)
        if kept.id != source.id:
            return await self.visit(kept)
        for put in record.puts:
            if put.id is None:
                self.on_new(record.source, put.draft)
        self.wanted.extend(self._wanted(record))
        return Outcome(
            source=record.source,
            status="ok",
            new=record.new,
            updated=record.updated,
            final_url=final_url,
            feed=feed,
        )

    def _as_kept(self, source: Source, shown: Source) -> Source:
        """Return what *source* is kept as, *shown* to be a feed that its page announces, or itself.

        The feed takes the place of the page. Where it is a source already, the page becomes another
        address of that; where neither can be, it stays, and is asked for its feed every time.
        """
        sources = self.recorder.store.sources
        if shown.url == source.url:
            return shown
        known = sources.find(shown.url)
        if not source.declared and (known is None or known.id == source.id):
            return shown
        if known is not None and sources.join(source.id, known.id):
            return known
        return replace(shown, url=source.url, kind="auto", etag="", last_modified="")

    def _wanted(self, record: Record) -> Sequence[Wanted]:
        """Give the newest new articles whose text is not there, if their source wants it now."""
        source = record.source
        if source.kind != "page" and source.full_text != "always":
            return ()
        new = {put.key: put for put in record.puts if put.id is None and put.draft.extent != "full"}
        found = self.recorder.store.articles.known(source.id, new, ())
        found.sort(key=lambda article: (article.time, article.id), reverse=True)
        newest = found[: self.page_articles]
        return [Wanted(source, article.id, new[article.key].draft.url) for article in newest]

    async def complete_each(self, articles: Iterable[Wanted]) -> None:
        """Fetch the pages of *articles* of one host; one that fails waits until it is opened.

        A fault of ours is one page's, and goes to the log.

        It ends early where each further page might take as long as one did, and where the server
        asks for a pause.
        """
        for article in articles:
            try:
                await self.complete(article)
            except TimedOut:
                return
            except StoreError:
                raise
            except Exception as error:
                if log.as_ours(error, host_of(article.url)).params.get("retry_after"):
                    return

    async def complete(self, article: Wanted) -> None:
        """Fetch an article's own page and store its full text.

        Raises FetchError, and InputError, also where the article was removed meanwhile.
        """
        draft = await self.net.article(article.source, article.url)
        if not draft.blocks:
            raise NotAnArticle(name=host_of(article.url))
        try:
            await in_thread(self.recorder.store.articles.complete, article.id, draft)
        except KeyError:
            raise UnknownArticle(name=draft.headline or display_url(article.url)) from None
        self.on_new(article.source, draft)
