"""Import and export of subscriptions as OPML."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from reader.exchange.opml import read_opml, write_opml
from reader.model import Source
from reader.news.places import place_of_folders
from reader.regions.gazetteer import load
from reader.store.store import Store


class Imported(Struct, frozen=True):
    """The result of an import."""

    added: Sequence[Source]
    known: int
    """How many sources were there already; they stay as they are."""
    refused: Sequence[str] = ()
    """The names of those without an address that can be fetched."""
    twice: Sequence[str] = ()
    """The names of those that the file lists again; their first place counts."""
    surplus: Sequence[str] = ()
    """The names of those beyond `MAX_SOURCES`."""


def import_opml(store: Store, data: bytes, name: str) -> Imported:
    """Store the sources that the OPML file *name* lists, in the regions that its folders name.

    Raises InputTooLarge, NotText, NotOpml.
    """
    refused, twice, surplus = list[str](), list[str](), list[str]()
    listed = dict[str, Source]()
    for source in read_opml(data, name, refused.append, surplus.append):
        if source.url in listed:
            twice.append(source.label)
        else:
            listed[source.url] = _placed(source)
    added = store.sources.add_all([*listed.values()])
    return Imported(added, len(listed) - len(added), refused, twice, surplus)


def export_opml(store: Store) -> tuple[bytes, int]:
    """Return all sources of the network as OPML, and how many they are.

    Those in no folder are in that of their region.
    """
    sources = [_filed(source) for source in store.sources.all() if source.kind != "folder"]
    return write_opml(sources), len(sources)


def _placed(source: Source) -> Source:
    if source.region and source.region in load():
        return source
    return replace(source, region=place_of_folders(source.folder))


def _filed(source: Source) -> Source:
    if source.folder or not source.region or source.region not in load():
        return source
    path = load().path(source.region)
    return replace(source, folder="/".join(region.name for region in path))
