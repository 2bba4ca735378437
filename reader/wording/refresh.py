"""What a refresh is at and what it came to, in words."""

from collections import Counter
from collections.abc import Mapping, Sequence

from reader.i18n import N_, _, render
from reader.model import Problem

NO_SOURCES = N_("还没有来源：按 i 选择地方，或按 a 添加一个网址")
READING = N_("正在读取")
NAMED = 3
"""Causes of failures, or problems of a sync, that are named, the most frequent first."""
_WHY: Mapping[str, str] = {
    "dns": N_("找不到网站"),
    "connect": N_("连不上"),
    "tls": N_("证书不可信"),
    "timeout": N_("没有按时答复"),
    "http": N_("服务器答复出错"),
    "auth": N_("要求登录"),
    "redirect": N_("转到打不开的地方"),
    "refused": N_("网址不能打开"),
    "too_large": N_("内容太大"),
    "not_a_feed": N_("不是订阅，也没有列出文章"),
    "empty": N_("没有列出文章"),
    "cut_off": N_("没有读到结尾"),
    "parse": N_("内容读不懂"),
    "file_missing": N_("文件夹不见了"),
    "file_unreadable": N_("文件读不了"),
    "": N_("别的原因"),
}
"""Why a source failed, by the kind of its problem; the empty one stands for all others."""
_OFFLINE = {"dns", "connect", "timeout"}


def asking(done: int, total: int) -> str:
    """Say how many sources have answered, of how many."""
    return _("正在刷新 {done}/{total}", done=done, total=total)


def syncing(done: int = 0, total: int = 0) -> str:
    """Say how many of a server's articles have been fetched, of how many; 0: nobody knows yet."""
    return _("正在同步 {done}/{total}", done=done, total=total) if total else _("正在同步")


def reading(done: int, total: int) -> str:
    """Say how many files have been read, of how many."""
    return _("正在读取 {done}/{total}", done=done, total=total)


def fetching(done: int, total: int) -> str:
    """Say how many pages of articles have been fetched, of how many."""
    return _("正在取正文 {done}/{total}", done=done, total=total)


def taking(done: int, total: int) -> str:
    """Say how many articles are here to be read offline, of how many; 0: nobody knows yet."""
    return (
        _("正在取来离线看 {done}/{total}", done=done, total=total) if total else _("正在取来离线看")
    )


def taken(wanted: int, here: int) -> str:
    """Say how many articles can be read offline now, of how many that were to be."""
    if not wanted:
        return _("这里没有未读文章")
    if here == wanted:
        return _("{n} 篇都取来了，没有网络也能看", n=here)
    return _("{here} 篇能离线看，{n} 篇没有取到", here=here, n=wanted - here)


def refreshed(sources: int, new: int, failed: int) -> str:
    """Sum a refresh up: 12 个来源 · 48 篇新文章 · 1 个失败."""
    parts = [_("{sources} 个来源 · {new} 篇新文章", sources=sources, new=new)]
    if failed:
        parts.append(_("{n} 个失败", n=failed))
    return " · ".join(parts)


def failure(problems: Sequence[Problem], total: int) -> str:
    """Say how many of *total* sources failed, and why; *problems* are theirs, at least one."""
    why = causes(problems)
    if len(problems) < total:
        said = _("{total} 个来源中有 {n} 个没有取到：{why}", total=total, n=len(problems), why=why)
    elif total == 1:
        return why
    else:
        said = _("{n} 个来源都没有取到：{why}", n=total, why=why)
    return said if len(problems) == 1 else _("{clause}。", clause=said)


def causes(problems: Sequence[Problem]) -> str:
    """Say why sources failed: of one in its own sentence, of several in a few words each."""
    if len(problems) == 1:
        return render(problems[0])
    kinds = Counter(problem.kind if problem.kind in _WHY else "" for problem in problems)
    if len(kinds) == 1 and "" not in kinds:
        return _(_WHY[next(iter(kinds))])
    named = sorted(kinds.most_common(NAMED), key=lambda counted: not counted[0])  # others last
    counted = (_("{why} {n} 个", why=_(_WHY[kind]), n=count) for kind, count in named)
    return _("、").join(counted)


def seems_offline(problems: Sequence[Problem]) -> bool:
    """Whether all failed as they do where there is no network."""
    return len(problems) > 1 and all(problem.kind in _OFFLINE for problem in problems)


def synced(new: int, marked: int, sent: int) -> str:
    """Say what a sync came to: new articles, marks that were taken, and marks that were sent."""
    return _(
        "同步好了：新文章 {new} 篇，收到标记 {marked} 处，送出 {sent} 处。",
        new=new,
        marked=marked,
        sent=sent,
    )
