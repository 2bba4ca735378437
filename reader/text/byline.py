"""The credits of an article, when, from whom, by whom, and those of its pictures."""

from collections.abc import Callable

from reader.i18n import N_, _
from reader.model import Block, Draft

CUT = N_("原文太长，这里只有开头。")
"""What stands below the text of an article that was cut."""


def stamp(published: str) -> str:
    """Write an ISO 8601 time to the minute: 2019-12-20 15:56; a date alone stays as it is."""
    return published[:16].replace("T", " ")


def byline(draft: Draft, source: str = "", spell: Callable[[str], str] = str) -> list[str]:
    """Return the items of the line: time, source with a paper's page, people with their labels.

    *source* stands in where the article names none; names are written by *spell*.
    """
    # Feeds write 记者张三 into their author field.
    author = (draft.author or "").removeprefix("记者").strip(" ：:")
    people = (
        (_("记者"), author),
        (_("摄影"), draft.photographer),
        (_("编辑"), draft.editor),
        (_("责编"), draft.responsible_editor),
    )
    where = " ".join(filter(None, (draft.source or source, draft.page)))
    items = (stamp(draft.published or ""), spell(where))
    return [
        *filter(None, items),
        *(f"{label} {spell(name)}" for label, name in people if name),
    ]


def caption(figure: Block) -> str:
    """Return the caption of a figure, and whom it credits unless it says so itself."""
    caption, credit = figure.text, figure.image.credit if figure.image else ""
    if credit and credit not in caption:
        return f"{caption}（{credit}）" if caption else credit
    return caption
