"""Build ``catalogue.tsv``: ``python -m reader.data.build_catalogue LIST``.

LIST, of news sites, is a TSV with a heading row and the columns region, name, kind, url. A region
is a path of labels (吉林/长春), of which 全国 becomes nothing, or INT where the name ends in 国际;
rows that stand for no readable address (an API, a pattern with
``{}``) are left out and named on standard error.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from reader.model import ABROAD
from reader.regions.gazetteer import load
from reader.regions.labels import resolve
from reader.text.clean import clean, safe_url

TARGET = Path(__file__).with_name("catalogue.tsv")
ORIGIN = "# Gathered from public lists of news sites; none verified live."
COLUMNS = ("region", "name", "kind", "url")
KINDS = {"rss": "feed", "page": "page"}
# What the list calls a region and no gazetteer does. Empty: news of the whole country.
LABELS = {"全国": "", "粤港澳大湾区": "", "新疆生产建设兵团": "650000"}
NEWS_FROM_ABROAD = "国际"


def rows(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield the usable rows of *path* as region id or empty, name, kind, url."""
    seen: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, kind, url = clean(row["name"]), KINDS.get(row["kind"]), readable(row["url"])
            region = region_id(row["region"], name)
            if kind is None or not url or region is None:
                print("left out:", *row.values(), file=sys.stderr)
            elif url not in seen:
                seen.add(url)
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
    """Write the catalogue from the list named by the one argument."""
    if len(arguments) != 1:
        print("usage: python -m reader.data.build_catalogue LIST", file=sys.stderr)
        return 2
    lines = [ORIGIN, "\t".join(COLUMNS), *("\t".join(row) for row in rows(Path(arguments[0])))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
