"""A visit to a source on the network: a feed or a channel page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.errors import (
    AskedToWait,
    FetchError,
    InputError,
    NotAnArticle,
    SourceGone,
    TimedOut,
)
from reader.model import Outcome, Source
from reader.news.due import gone, held
from reader.news.online import Online
from reader.news.recording import Recorder, in_thread, problem_of
from reader.store.articles import Put
from reader.text.clean import host_of


@dataclass(frozen=True, slots=True)
class Remote:
    """Visits sources; fetches the pages of at most *page_articles* new articles of each."""

    recorder: Recorder
    net: Online
    page_articles: int
    force: bool = False
    """Ask even those that asked not to be asked."""

    async def visit(self, source: Source) -> Outcome:
        """Ask *source* for its news, unless its server asked not to. Raises StoreError."""
        if not self.force and (refusal := self._refusal(source)):
            return Outcome(source=source, status="error", problem=problem_of(refusal))
        try:
            return await self._ask(source)
        except (FetchError, InputError) as error:
            return await self.recorder.failure(source, error)

    def _refusal(self, source: Source) -> FetchError | None:
        host = host_of(source.url)
        if gone(source):
            return SourceGone(host=host)
        return AskedToWait(host=host) if held(source, self.recorder.moment()) else None

    async def _ask(self, source: Source) -> Outcome:
        response = await self.net.client.get(
            source.address, etag=source.etag, last_modified=source.last_modified
        )
        login = source.login if response.keeps_login else ""
        moved = replace(source, url=response.permanent_url or source.url, login=login)
        if response.not_modified:
            moved = await self.recorder.unchanged(moved)
            return Outcome(source=moved, status="not_modified", final_url=response.url)
        async with self.net.desk:
            shown, feed = await self.net.listing(moved, response)
            # Kept only now that the answer was parsed, and together with its articles.
            shown = replace(shown, etag=response.etag, last_modified=response.last_modified)
            record = await self.recorder.success(shown, feed.entries)
        if source.full_text == "always":
            await self._complete_new(source, record.puts)
        return Outcome(
            source=record.source,
            status="ok",
            new=record.new,
            updated=record.updated,
            final_url=response.url,
            feed=feed,
        )

    async def _complete_new(self, source: Source, puts: Sequence[Put]) -> None:
        """Fetch the pages of the newest new articles; one that fails waits until it is opened."""
        keys = [put.key for put in puts if put.id is None and put.draft.extent != "full"]
        new = self.recorder.store.articles.known(source.id, keys, ())
        new.sort(key=lambda article: (article.time, article.id), reverse=True)
        for article in new[: self.page_articles]:
            try:
                await self.complete(source, article.id)
            except TimedOut:
                return  # each further page might take as long
            except (FetchError, InputError, KeyError):
                continue  # KeyError: its source was removed meanwhile

    async def complete(self, source: Source, id: int) -> None:
        """Fetch an article's own page and store its full text.

        Raises FetchError, InputError, and KeyError for no such article.
        """
        articles = self.recorder.store.articles
        url = articles.get(id).draft.url
        draft = await self.net.article(source, url)
        if not draft.blocks:
            raise NotAnArticle(name=host_of(url))
        await in_thread(articles.complete, id, draft)
