"""What a refresh came to, in words."""

from reader.i18n import N_, _

NO_SOURCES = N_("还没有来源：按 i 选择地方，或按 a 添加一个网址")


def refreshed(sources: int, new: int, failed: int) -> str:
    """Sum a refresh up: 12 个来源 · 48 篇新文章 · 1 个失败."""
    parts = [_("{sources} 个来源 · {new} 篇新文章", sources=sources, new=new)]
    if failed:
        parts.append(_("{n} 个失败", n=failed))
    return " · ".join(parts)
