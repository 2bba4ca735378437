"""Taking the unread articles of the list along, to be read where there is no network."""

from collections.abc import Callable, Sequence
from functools import partial

from reader.i18n import _
from reader.news.threads import in_thread
from reader.tui.article_list import ArticleList
from reader.tui.context import Context
from reader.tui.lister import Lister
from reader.tui.progress import Progress
from reader.tui.work import Work
from reader.wording.refresh import taken, taking


class Offline:
    """Fetches full texts and pictures in the background; the list marks what is here.

    *renew* shows the article on show as it is stored by then.
    """

    def __init__(
        self,
        context: Context,
        lister: Lister,
        articles: ArticleList,
        work: Work,
        progress: Progress,
        renew: Callable[[], None],
    ) -> None:
        self._context = context
        self._lister = lister
        self._articles = articles
        self._work = work
        self._progress = progress
        self._renew = renew

    def take_along(self) -> None:
        """Take along what is unread of the list, or those selected; a refresh that runs is ended.

        So no host is asked by two at once. What was under way goes on when it is asked for again.
        """
        if self._context.library.in_memory:
            self._context.status.say(_("这里的文章都在这台机器上"))
            return
        selected = self._articles.meant if self._articles.selected else []
        self._context.run(partial(self._take, selected), "refresh")
        self._progress.tell(taking(0, 0))

    async def _take(self, selected: Sequence[int]) -> None:
        library, settings = self._context.library, self._context.desk.config.fetch
        ids = selected or await in_thread(library.unread, self._lister.view)
        done = await library.take_along(ids, settings, self._tell)
        self._progress.forget()
        self._lister.relist("articles")
        self._articles.heads_changed()
        self._renew()
        self._context.status.say(taken(done.wanted, done.here))
        self._work.go_on()

    def _tell(self, done: int, total: int) -> None:
        self._progress.tell(taking(done, total))
        self._articles.heads_changed()
