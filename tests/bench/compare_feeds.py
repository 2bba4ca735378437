"""What the two readers of feeds read otherwise: ``python -m tests.bench.compare_feeds DIR``.

Each file below DIR that the strict reader takes is read by both; a line tells of each field of an
entry that only one of them has, or that they read otherwise.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reader.errors import InputError
from reader.extract.feed import _decode, _root
from reader.extract.feeds import loose, strict
from reader.extract.feeds.entry import RawEntry, RawFeed, read_entry

BASE = "http://feed.example/folder/feed.xml"
FIELDS = ("headline", "url", "guid", "published", "source", "author", "body", "images")


def differences(data: bytes) -> Iterator[tuple[str, str, str]] | None:
    """Return what differs as field, strict, loose; None where one of the readers takes nothing."""
    try:
        text = _decode(data, None, "feed").text
        text = text[_root(text, "feed", len(text))[0]]
        ours = [*strict.read(text, 1000).entries]
        theirs = loose.read(text, "feed", 1000)
    except (strict.NotStrict, InputError):
        return None
    return _differences(ours, theirs)


def _differences(ours: list[RawEntry], theirs: RawFeed) -> Iterator[tuple[str, str, str]]:
    others = list(theirs.entries)
    if len(ours) != len(others):
        yield "entries", str(len(ours)), str(len(others))
    for own, other in zip(ours, others, strict=False):
        one, two = fields(own), fields(other)
        yield from ((name, one[name], two[name]) for name in FIELDS if one[name] != two[name])


def fields(entry: RawEntry) -> dict[str, str]:
    """Return what is shown of an entry, by name."""
    draft = read_entry(entry, BASE, None)
    if draft is None:
        return dict.fromkeys(FIELDS, "")
    shown = {name: str(getattr(draft, name) or "") for name in FIELDS[:6]}
    images = [image.url or "" for image in draft.images]
    return shown | {"body": "\n".join(draft.body), "images": " ".join(images)}


def main(folder: str) -> None:
    """Print the differences of all files below *folder*, and how many there are of each field."""
    taken, counts = 0, Counter[str]()
    for path in sorted(Path(folder).rglob("*")):
        with suppress(OSError):
            found = differences(path.read_bytes()) if path.is_file() else None
            if found is None:
                continue
            taken += 1
            for name, own, other in found:
                counts[name] += 1
                print(f"{path.relative_to(folder)}: {name}: {own!r} | {other!r}"[:240])
    print(f"{taken} feeds taken by both;", dict(counts.most_common()))


if __name__ == "__main__":
    main(sys.argv[1])
