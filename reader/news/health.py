"""How a source is doing, judged by its visits and its articles."""

from msgspec import Struct

from reader.extract.decode import is_meant
from reader.extract.lists.issue import MAX_ARTICLES, MAX_PAGES
from reader.i18n import N_
from reader.model import Count, Outcome, Problem, Source
from reader.news.due import gone
from reader.store.sources import SourceSpan
from reader.store.store import Store

DAY = 86400
SILENCE = 14 * DAY
"""Seconds without a new article that are normal, however often there were some before."""
PAUSES = 10
"""Usual intervals between two articles after which a source counts as quiet."""
FEW = 5
"""Articles with fewer of which nobody can say what is usual."""
NOTHING_LISTED = Problem("empty", N_("有答复，但没有列出一篇文章，可能要登录或已经改版"))
"""The problem of a channel page without articles: a feed may have none, a channel never."""

OVERLONG = Problem(
    "too_large",
    N_("这一期的版面或文章多得不像报纸，只取了前 {pages} 版、{articles} 篇"),
    {"pages": MAX_PAGES, "articles": MAX_ARTICLES},
)
"""The problem of a paper whose edition leads to ever more pages."""


def cut_off(count: int) -> Problem:
    """Return the problem of a feed whose end was not read, with *count* whole entries before it."""
    message = N_("没有读到结尾，只收下了前面完整的 {count} 篇文章，下次再取")
    return Problem("cut_off", message, {"count": count})


class Health(Struct, frozen=True):
    """A source, how many articles it has, from when to when, and what needs attention."""

    source: Source
    count: Count
    span: SourceSpan | None
    finding: Problem | None

    @property
    def newest(self) -> int | None:
        """The time of its newest article."""
        return self.span.newest if self.span else None


def survey(store: Store, now: int) -> list[Health]:
    """Return how every source is doing at *now*, in epoch seconds, in the order of adding."""
    spans, counts = store.sources.spans(), store.sources.counts()
    found = []
    for source in store.sources.all():
        count, span = counts.get(source.id, Count()), spans.get(source.id)
        found.append(Health(source, count, span, finding(source, count, span, now)))
    return found


def finding(source: Source, count: Count, span: SourceSpan | None, now: int) -> Problem | None:
    """Return what about *source* needs the reader's attention, None if nothing does.

    *span* is that of its *count* articles, *now* the present in epoch seconds. A disabled source
    needs none, and neither does one that was never asked.
    """
    if not source.enabled or source.checked is None:
        return None
    if source.problem is not None:
        return _failing(source, source.problem)
    if source.kind == "folder":
        return None
    if span is None:
        return Problem("empty", N_("有答复，但从来没有列出文章"))
    return _quiet(count, span, now)


def charset(source: Source) -> str:
    """Return the charset of *source*: ``utf-8``, or ``gb2312→utf-8`` where it declares another."""
    declared, used = source.charset_declared, source.charset_used
    if source.charset or not used:
        return source.charset
    return used if not declared or is_meant(declared, used) else f"{declared}→{used}"


def came(outcome: Outcome) -> Problem:
    """Describe what a visit to a source came to, as a kind and a sentence, good news included."""
    if outcome.problem is not None:
        return _failing(outcome.source, outcome.problem)
    if outcome.status == "not_modified" and outcome.source.kind == "paper":
        return Problem("not_modified", N_("还没有新的一期"))
    if outcome.status == "not_modified":
        return Problem("not_modified", N_("答复正常，内容没有变化"))
    if outcome.source.kind == "folder":
        return Problem("ok", N_("文件夹读过了，{new} 篇新文章"), {"new": outcome.new})
    listed = len(outcome.feed.entries)
    if not listed:
        return NOTHING_LISTED
    params = {"listed": listed, "new": outcome.new}
    return Problem("ok", N_("答复正常，列出 {listed} 篇文章，{new} 篇是新的"), params)


def _failing(source: Source, problem: Problem) -> Problem:
    # Only a source that was once read as a feed has that kind.
    if problem.kind == "not_a_feed" and source.kind == "feed":
        return Problem(problem.kind, N_("本来是订阅，现在给的是网页，可能要登录或已经改版"))
    if gone(source):
        return Problem(problem.kind, N_("已经没有了（HTTP 410），不再问它"))
    return problem


def _quiet(count: Count, span: SourceSpan, now: int) -> Problem | None:
    silent = now - span.newest
    usual = (span.newest - span.oldest) // max(count.total - 1, 1)
    if silent <= max(SILENCE, PAUSES * usual if count.total >= FEW else 0):
        return None
    days = silent // DAY
    if count.total < FEW:
        return Problem("quiet", N_("{days} 天没有新文章了"), {"days": days})
    if usual <= DAY:
        return Problem("quiet", N_("{days} 天没有新文章了，平时每天都有"), {"days": days})
    params = {"days": days, "usual": round(usual / DAY)}
    return Problem("quiet", N_("{days} 天没有新文章了，平时大约每 {usual} 天一篇"), params)
