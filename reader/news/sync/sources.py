"""The subscriptions of a server as sources here.

The title and the folder of such a source are those of the server. Where they are others than were
stored, they were changed there, unless a change of the reader's own still waits to be sent.
"""

from collections.abc import Collection, Container, Sequence

from msgspec.structs import replace

from reader.model import Source
from reader.news.places import folders_of, place_of_folders
from reader.store.store import Store
from reader.sync.planner import feeds
from reader.sync.records import Subscription
from reader.text.clean import safe_url, split_login


def is_same(store: Store, subscriptions: Sequence[Subscription]) -> bool:
    """Return whether most sources of the server that is known are among its *subscriptions*.

    So they are where it has but another address. Raises StoreError.
    """
    urls = {source.id: source.url for source in store.sources.all()}
    known = {(feed, urls[id]) for feed, id in store.sync.sources().items()}
    found = known.intersection((each.id, _address(each)) for each in subscriptions)
    return 2 * len(found) > len(known) or not known


def arrange(
    store: Store, subscriptions: Sequence[Subscription]
) -> tuple[list[Source], list[Subscription]]:
    """Let the sources of the server be its *subscriptions*, but for those of which a change waits.

    A source whose subscription ended elsewhere stays, and is not asked any more; return these, and
    the subscriptions that have no address to be a source by, or that of another one. Raises
    StoreError.
    """
    with store.transaction():
        wishes = store.sync.wishes()
        waiting = {name for wish in wishes for name in (wish.id, wish.url)}
        listed = [each for each in subscriptions if waiting.isdisjoint((each.id, each.url))]
        synced, sources = store.sync.sources(), {each.id: each for each in store.sources.all()}
        useless = _useless(listed, synced)
        listed = [each for each in listed if each not in useless]
        new = [each for each in listed if each.id not in synced]
        found = {each.url: store.sources.find(_address(each)) for each in new}
        own = {url: source.id for url, source in found.items() if source}
        plan = feeds(listed, synced, own)
        edited = store.sync.edited()
        for each in listed:
            if each.id in synced:
                _take_edits(store, each, sources[synced[each.id]], edited)
        for each, source in plan.join:
            _join(store, each, source)
        for each in plan.add:
            store.sync.adopt(store.sources.add(_source(each)).id, each.id)
        ended = set(plan.leave) - {wish.source for wish in wishes}
        return [_leave(store, source) for source in sorted(ended)], useless


def hand_over(store: Store, id: int, feed: str) -> None:
    """Let the server ask a source of ours from now on, under its name and in its folder here.

    One that was removed meanwhile is to end there too. Raises StoreError.
    """
    with store.transaction():
        if not store.sources.has(id):
            store.sync.note("subscribed", False, feed)
            return
        source = store.sources.get(id)
        folder = source.folder or folders_of(source.region)
        store.sync.adopt(id, feed)
        store.sources.configure(replace(source, folder=folder), told=True)
        if source.name or (source.synced and source.title):  # which it may have been given there
            store.sync.note("named", True, feed)
        if folder:
            store.sync.note("filed", True, feed)


def _useless(listed: Sequence[Subscription], synced: Container[str]) -> list[Subscription]:
    """Return those not *synced* that have no address, or that of another one."""
    found = []
    addresses = {"", *(_address(each) for each in listed if each.id in synced)}
    for each in listed:
        if each.id not in synced:
            if _address(each) in addresses:
                found.append(each)
            addresses.add(_address(each))
    return found


def _take_edits(
    store: Store, there: Subscription, source: Source, waiting: Collection[tuple[str, str]]
) -> None:
    """Name a source, and move it, as was done at the server, but for the edits that wait."""
    told = source
    is_named = there.title not in ("", source.title)
    if is_named and (there.id, "named") not in waiting:
        told = replace(told, title=there.title, name=source.name if source.declared else "")
    region, folder = _filing(there)
    if folder != source.folder and (there.id, "filed") not in waiting and not source.declared:
        told = replace(told, region=region, folder=folder)
    if told != source:
        store.sources.configure(told, told=True)


def _join(store: Store, there: Subscription, id: int) -> None:
    """Let the server ask a source that stays where it is, under its name.

    It may have left once: then what waits for its former subscription is for this one.
    """
    source = store.sources.get(id)
    edits = [edit for (_, edit), of in store.sync.edited().items() if of == id]
    folder = source.folder if source.declared else _filing(there)[1]
    told = replace(source, title=there.title or source.title, folder=folder, enabled=True)
    store.sync.adopt(id, there.id)
    store.sources.configure(told, told=True)
    for edit in edits:
        store.sync.note(edit, True, there.id)


def _leave(store: Store, id: int) -> Source:
    source = replace(store.sources.get(id), enabled=False)
    store.sync.release(id)
    store.sources.configure(source)
    return source


def _source(there: Subscription) -> Source:
    region, folder = _filing(there)
    return Source(
        url=_address(there),
        login=split_login(there.url)[1],
        kind="feed",
        title=there.title,
        region=region,
        folder=folder,
        site_url=safe_url(there.site_url),
    )


def _filing(there: Subscription) -> tuple[str | None, str]:
    """Return the place that one of the folders names, and that folder; else the first folder.

    The innermost names it best: a server may list 吉林 and 吉林/长春.
    """
    for folder in sorted(there.labels, key=lambda label: -label.count("/")):
        if region := place_of_folders(folder):
            return region, folder
    return None, next(iter(there.labels), "")


def _address(there: Subscription) -> str:
    return split_login(safe_url(there.url))[0]
