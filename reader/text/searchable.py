"""The words of an article that searching knows: what a reader sees of it."""

from reader.model import Draft
from reader.text.fold import fold_case

APART = "\n"
"""The separator between parts of a text: no search term holds it, so no match spans two parts."""


def text_of(draft: Draft, field: str = "text") -> str:
    """Return the text that a search in *field* looks at, one of the text fields of a query."""
    match field:
        case "title":
            return draft.headline
        case "author":
            return draft.author or ""
        case "editor":
            return APART.join(filter(None, (draft.editor, draft.responsible_editor)))
        case _:
            return APART.join([draft.headline, *credits_of(draft), *body_of(draft)])


def credits_of(draft: Draft) -> list[str]:
    """Return what stands about the headline, each by itself."""
    lines = (
        draft.kicker,
        draft.subtitle,
        draft.original_title,
        draft.source,
        draft.author,
        draft.editor,
        draft.responsible_editor,
        draft.photographer,
    )
    return [line for line in lines if line]


def body_of(draft: Draft) -> list[str]:
    """Return the paragraphs, captions and cells of the text; its summary where it has no text."""
    lines = [block.text for block in draft.blocks if block.text]
    return lines or [line for line in (draft.summary,) if line]


def occurs(string: str, draft: Draft, field: str = "text") -> bool:
    """Whether the folded *string* occurs in that field of *draft*."""
    text = text_of(draft, field)
    # What is folded already stays as it is, so most need not be folded to be found.
    return string in text or string in fold_case(text)
