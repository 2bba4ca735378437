"""A visit to a source on the network: a feed or a channel page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.errors import FetchError, InputError, NotAnArticle, TimedOut
from reader.i18n import N_
from reader.model import Outcome, Problem, Source
from reader.news.due import held
from reader.news.online import Online
from reader.news.placing import place_draft
from reader.news.recording import Recorder, in_thread
from reader.store.articles import Put
from reader.text.clean import host_of


@dataclass(frozen=True, slots=True)
class Remote:
    """Visits sources; fetches the pages of at most *page_articles* new articles of each."""

    recorder: Recorder
    net: Online
    page_articles: int

    async def visit(self, source: Source) -> Outcome:
        """Ask *source* for its news, unless its server asked for patience. Raises StoreError."""
        if held(source, self.recorder.moment()):
            message = N_("{host} 请求过一会儿再来，现在不打扰它。")
            problem = Problem("retry_after", message, {"host": host_of(source.url)})
            return Outcome(source=source, status="error", problem=problem)
        try:
            return await self._ask(source)
        except (FetchError, InputError) as error:
            return await self.recorder.failure(source, error)

    async def _ask(self, source: Source) -> Outcome:
        response = await self.net.client.get(
            source.url, etag=source.etag, last_modified=source.last_modified
        )
        moved = replace(source, url=response.permanent_url or source.url)
        if response.not_modified:
            moved = await self.recorder.unchanged(moved)
            return Outcome(source=moved, status="not_modified", final_url=response.url)
        shown, feed = await self.net.listing(moved, response)
        # Kept only now that the answer was parsed, and together with its articles.
        shown = replace(shown, etag=response.etag, last_modified=response.last_modified)
        record = await self.recorder.success(
            shown, feed.entries, lambda draft: place_draft(draft, source.region)
        )
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
