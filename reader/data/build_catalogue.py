"""Build ``catalogue.tsv``: ``python -m reader.data.build_catalogue LIST...``.

Each LIST of news sites is a TSV with a heading row and at least the columns name, kind and url. Its
column region holds a path of labels (吉林/长春), of which 全国 becomes nothing, or INT where the
name ends in 国际; or its column region_id an id. Where there is a column confidence, those that it
calls high come first in their region. Of an address in several lists the first counts; rows that
stand for no readable address (an API, a pattern with ``{}``) are left out and named on standard
error.
"""

import csv
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from reader.model import ABROAD
from reader.regions.gazetteer import load
from reader.regions.labels import resolve
from reader.text.clean import clean, safe_url

TARGET = Path(__file__).with_name("catalogue.tsv")
ORIGIN = "# Gathered from public lists of news sites; none verified live."
COLUMNS = ("region", "name", "kind", "url")
KINDS = {"rss": "feed", "feed": "feed", "page": "page"}
# What the list calls a region and no gazetteer does. Empty: news of the whole country.
LABELS = {"全国": "", "粤港澳大湾区": "", "新疆生产建设兵团": "650000"}
NEWS_FROM_ABROAD = "国际"


def rows(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield the usable rows of *path* as region id or empty, name, kind, url."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if found and "confidence" in found[0]:
        found.sort(key=lambda row: (row["region_id"], row["confidence"] != "high"))
    for row in found:
        name, kind, url = clean(row["name"]), KINDS.get(row["kind"]), readable(row["url"])
        region = row.get("region_id") or region_id(row["region"], name)
        if kind is None or not url or region is None or region not in ("", ABROAD, *load()):
            print("left out:", *row.values(), file=sys.stderr)
        else:
            yield region, name, kind, url


def readable(url: str) -> str:
    """Return *url* when it is one address and no pattern for many, else nothing."""
    return "" if set(url) & set("{}<>… ") else safe_url(url)


def region_id(label: str, name: str) -> str | None:
    """Return the id that *label* stands for, empty for the whole country, None when unknown.

    `ABROAD` is for the news of the world among what is of no region.

    A city that ends a source's *name* (人民网江苏 南京) is closer than the province of its label.
    """
    if label in LABELS:
        return LABELS[label] or (ABROAD if name.endswith(NEWS_FROM_ABROAD) else "")
    region = resolve(label)
    if region is None:
        return None
    words = name.split()
    city = resolve(words[-1], region.id) if len(words) > 1 else None
    return city.id if city and load().within(city.id, region.id) else region.id


def main(arguments: list[str]) -> int:
    """Write the catalogue from the lists named by the arguments."""
    if not arguments:
        print("usage: python -m reader.data.build_catalogue LIST...", file=sys.stderr)
        return 2
    found: dict[str, tuple[str, str, str, str]] = {}
    for row in chain.from_iterable(rows(Path(argument)) for argument in arguments):
        found.setdefault(row[-1], row)
    lines = [ORIGIN, "\t".join(COLUMNS), *("\t".join(row) for row in found.values())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
