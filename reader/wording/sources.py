"""Sources in words: what they turned out to be, and how they are doing."""

from collections.abc import Iterable, Iterator, Mapping

from reader.i18n import N_, _, render
from reader.model import Source, SourceKind
from reader.news.due import gone, interval
from reader.news.health import Health, charset
from reader.regions.gazetteer import load
from reader.store.sources import Makeup
from reader.text.addresses import holds_day
from reader.text.wrap import fit
from reader.text.wrap import width as cells
from reader.wording.articles import lasting, since

# How a source is doing, in words.


def state(health: Health) -> str:
    """Say in a sentence what needs attention, or that nothing does."""
    if health.finding is not None:
        return render(health.finding)
    if not health.source.enabled:
        return _("停用")
    return _("还没有问过") if health.source.checked is None else _("正常")


def facts(health: Health, makeup: Makeup, every: int, now: int) -> Iterator[str]:
    """Yield what is known of a source at *now*, a few words each.

    *every* is the interval in seconds of sources that state none.
    """
    source = health.source
    yield _("上次成功 {when}", when=since(source.succeeded, now))
    yield _("最新文章 {when}", when=since(health.newest, now))
    yield _("有 {n} 篇", n=makeup.total)
    if makeup.empty:
        yield _("无正文 {share}", share=share(makeup.empty, makeup.total))
    if makeup.undated:
        yield _("无时间 {share}", share=share(makeup.undated, makeup.total))
    if makeup.unsigned:
        yield _("无来源 {share}", share=share(makeup.unsigned, makeup.total))
    if source.synced:
        yield _("由同步的服务器去问")
    elif source.enabled and not gone(source) and (pause := interval(source, every)):
        yield _("{pause}问一次", pause=lasting(pause))
    if name := charset(source):
        yield _("编码 {charset}", charset=name)


def fact_lines(known: Iterable[str], width: int) -> Iterator[str]:
    """Yield facts as lines of *width* cells, none of them broken where it fits into a line."""
    line = ""
    for fact in known:
        longer = f"{line} · {fact}" if line else fact
        if line and cells(longer) > width:
            yield line
            longer = fact
        line = longer
    yield fit(line, width)


def share(part: int, whole: int) -> str:
    """Return *part* of *whole* in percent; a dash for part of nothing."""
    return f"{round(100 * part / whole)}%" if whole else "-"


# What an address turned out to be, in words.

KINDS: Mapping[SourceKind, tuple[str, str]] = {
    "feed": (N_("订阅"), N_("订阅")),
    "page": (N_("频道页"), N_("网页")),
    "paper": (N_("数字报"), N_("报纸")),
    "folder": (N_("文件夹"), N_("文件夹")),
    "auto": (N_("来源"), N_("未定")),
}
"""What each kind is called in sentences, and in a narrow column."""

FOUND = N_("这是{kind}“{title}”，{place}，列出 {entries} 篇。")
KNOWN = N_("已经有{kind}“{title}”了，{place}，有 {entries} 篇。")
ARTICLE = N_("这是一篇文章：{headline}")
PATTERN = N_("它每天的网址是 {url}")
ABOVE = N_("它所在的{kind}是“{title}”，{place}，列出 {entries} 篇。")


def said_of(source: Source, entries: int, verdict: str) -> str:
    """Say *verdict*, such as `FOUND`, of *source*, which lists so many *entries*."""
    kind = _(KINDS[source.kind][0])
    place = proposed_place(source)
    said = _(verdict, title=source.label, kind=kind, place=place, entries=entries)
    return "\n".join((said, _(PATTERN, url=source.url))) if holds_day(source.url) else said


def proposed_place(source: Source) -> str:
    """Return what the region of *source* is called, or that its articles tell."""
    return load()[source.region].name if source.region else _("地区由文章判断")
