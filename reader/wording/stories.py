"""Who prints a story, in words."""

from collections.abc import Sequence

from reader.i18n import _


def how_many(names: Sequence[str]) -> str:
    """Say how many sources print a story, where it is more than one: 3 家."""
    return _("{n} 家", n=len(names)) if len(names) > 1 else ""


def printed_by(names: Sequence[str]) -> str:
    """Say which sources print a story: 3 家：澜湾日报、海滨晚报、东岸早报."""
    count, said = how_many(names), _("、").join(names)
    return _("{count}：{names}", count=count, names=said) if count else said
