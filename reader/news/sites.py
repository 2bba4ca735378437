"""Whether a page that was never read is its site's still: the names of sites are given up and sold.

Nobody tried the catalogue's addresses. What it says of a page is its place and its name; one that
speaks of neither, nor of any place as its own, is another's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import SiteChanged, SiteSold
from reader.extract.html.addresses import Address
from reader.model import Feed, Source
from reader.news.responses import read_names
from reader.news.session import Session
from reader.regions.gazetteer import load
from reader.regions.site import may_be_of
from reader.text.clean import host_of

if TYPE_CHECKING:
    from reader.fetch.client import Response


def check_host(source: Source, final: str) -> None:
    """Raise SiteChanged where *final*, which answered for a page never read, is on another site."""
    if _is_untried(source) and Address(source.url).site != Address(final).site:
        raise SiteChanged(host=host_of(source.url), other=host_of(final))


async def check_page(session: Session, source: Source, response: Response, feed: Feed) -> None:
    """Raise SiteSold where a page out of the catalogue, never read, tells nothing of its place.

    *feed* is what it lists.
    """
    region = load().get(source.region or "")
    if region is None or not (_is_untried(source) and _is_of_catalogue(source)):
        return
    names = await read_names(session, source, response)
    said = "\n".join([feed.title, *(e.headline for e in feed.entries), *(n.title for n in names)])
    name, *_column = source.name.split()
    if name not in said and not may_be_of(region.id, said):
        raise SiteSold(host=host_of(source.url), place=region.name)


def _is_untried(source: Source) -> bool:
    return source.kind == "page" and source.succeeded is None


def _is_of_catalogue(source: Source) -> bool:
    """Return whether nothing but its place and its name is known of *source*.

    What is added by its address has been looked at, and has a title; what is declared is meant.
    """
    return bool(source.name) and not (source.title or source.declared)
