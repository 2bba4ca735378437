"""How a source is doing, in words."""

from collections.abc import Iterable, Iterator

from reader.i18n import _, render
from reader.news.due import gone, interval
from reader.news.health import Health, charset
from reader.store.sources import Makeup
from reader.text.width import fit
from reader.text.width import width as cells
from reader.wording.times import lasting, since


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
