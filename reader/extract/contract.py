"""Drafts and feeds as the JSON that ``zhnews extract``, ``links`` and ``feed`` print."""

from typing import Any

from msgspec import to_builtins

from reader.model import STATED, Block, Draft, Feed, Image, Masthead, Span


def as_dict(draft: Draft) -> dict[str, Any]:
    """Return the JSON contract of an article; None stands for what the original does not state."""
    return {
        "headline": draft.headline,
        **{name: getattr(draft, name) for name in STATED},
        "body": list(draft.body),
        "blocks": [block_as_dict(block) for block in draft.blocks],
        "images": [_image(image) for image in draft.images],
        "notes": list(draft.notes),
        "pages": list(draft.pages),
        "masthead": masthead_as_dict(draft.masthead) if draft.masthead else None,
        **({"page": draft.page} if draft.page else {}),
        **({"breadcrumb": draft.breadcrumb} if draft.breadcrumb else {}),
        **({"cut": True} if draft.cut else {}),
    }


def feed_as_dict(feed: Feed) -> dict[str, Any]:
    """Return the JSON contract of a feed: its title and its entries in order."""
    return {"title": feed.title, "entries": [_entry(entry) for entry in feed.entries]}


def _entry(draft: Draft) -> dict[str, Any]:
    return {
        "title": draft.headline,
        "url": draft.url,
        "link": draft.url,  # as it was called before
        "published": draft.published,
        "author": draft.author,
        "source": draft.source,
        "summary": draft.summary,
        "guid": draft.guid,
        "body": list(draft.body),
    }


def block_as_dict(block: Block) -> dict[str, Any]:
    """Return the JSON contract of a block, without what it does not have."""
    shown: dict[str, Any] = {"kind": block.kind, "text": block.text}
    if block.spans:
        shown["spans"] = [_span(span) for span in block.spans]
    if block.image is not None:
        shown["image"] = _image(block.image) | _size(block.image)
    if block.level:
        shown["level"] = block.level
    if block.items:
        shown["items"] = [to_builtins(item) for item in block.items]
    return shown


def _span(span: Span) -> dict[str, Any]:
    shown: dict[str, Any] = {"start": span.start, "end": span.end, "style": span.style}
    return shown | {"url": span.url} if span.url else shown


def _image(image: Image) -> dict[str, Any]:
    return {"url": image.url, "caption": image.caption, "credit": image.credit}


def _size(image: Image) -> dict[str, Any]:
    return {"width": image.width, "height": image.height} if image.width else {}


def masthead_as_dict(masthead: Masthead) -> dict[str, Any]:
    """Return the JSON contract of a masthead."""
    return {
        "channel": masthead.channel,
        "cities": [{"name": city.title, "url": city.url} for city in masthead.cities],
        "hotline": masthead.hotline,
        "email": masthead.email,
    }
