"""Build ``catalogue.tsv``: ``python -m reader.data.build_catalogue LIST...``, or mend it.

``python -m reader.data.build_catalogue --from REPORT``, what ``zhnews doctor --network --region R
--json`` printed, gives the sources that it tried the address and kind they have now, and drops
those that had no news.

Each LIST of news sites is a TSV with a heading row and at least the columns name, kind and url. Its
column region holds a path of labels (吉林/长春), of which 全国 becomes nothing, or INT where the
name ends in 国际, or an id; or its column region_id does. Where there is a column confidence, those
that it calls high come first in their region. Of an address in several lists the first counts; rows
that stand for no readable address (an API, a pattern with ``{}``) are left out, and named on
standard error.

A list of newspapers' editions has the columns template and date_format instead of kind and url: the
day stands in the template as ``{date}``. The home page of such an edition (数字报) is left out.
"""

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from reader.errors import BadAddress
from reader.model import ABROAD
from reader.regions.gazetteer import load
from reader.regions.lookup import resolve
from reader.text import addresses
from reader.text.clean import clean, host_of, safe_url

TARGET = Path(__file__).with_name("catalogue.tsv")
ORIGIN = "# Gathered from public lists of news sites; none verified live."
COLUMNS = ("region", "name", "kind", "url")
KINDS = {"rss": "feed", "feed": "feed", "page": "page", "paper": "paper"}
# What the list calls a region and no gazetteer does. Empty: news of the whole country.
LABELS = {"全国": "", "粤港澳大湾区": "", "新疆生产建设兵团": "650000"}
NEWS_FROM_ABROAD = "国际"
DIGITAL = re.compile(r"数字报(?:纸)?$|电子报$|数字版$")


Row: TypeAlias = tuple[str, str, str, str]


def rows(path: Path) -> Iterator[Row]:
    """Yield the usable rows of *path* as region id or empty, name, kind, url."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        found = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if found and "confidence" in found[0]:
        found.sort(key=lambda row: (row["region_id"], row["confidence"] != "high"))
    for row in found:
        name, (kind, url) = clean(row["name"]), kind_and_url(row)
        region = row.get("region_id", row.get("region", ""))
        if region not in ("", ABROAD) and region not in load():
            region = region_id(region, name)
        if kind is None or not url or region is None:
            print("left out:", *row.values(), file=sys.stderr)
        else:
            yield region, name, kind, url


def kind_and_url(row: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the kind of a *row*, None for one that is not known, and its address, if readable."""
    if "template" in row:
        braces = "/".join(f"{{{part}}}" for part in row["date_format"].split("/"))
        return "paper", dated(row["template"].replace("{date}", braces))
    url = row["url"]
    return KINDS.get(row["kind"]), dated(url) if row["kind"] == "paper" else readable(url)


def without_home_pages(found: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows without the home pages of editions that are among them too.

    They have the name of the paper, and say that they are digital or are on its host.
    """
    found = list(found)
    editions = [
        (region, name, host_of(url)) for region, name, kind, url in found if kind == "paper"
    ]
    by_place = {(region, name) for region, name, _ in editions}
    by_host = {(host, name) for _, name, host in editions}
    for region, name, kind, url in found:
        bare = DIGITAL.sub("", name)
        is_home = bare != name and (region, bare) in by_place
        if kind != "page" or not (is_home or (host_of(url), bare) in by_host):
            yield region, name, kind, url


def mended(catalogue: Iterable[Row], report: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows of *catalogue* as a *report* of what sources answered has them."""
    tried = {source["asked"]: source for source in report["sources"]}
    for region, name, kind, url in catalogue:
        source = tried.get(url)
        if source is None:
            yield region, name, kind, url
        elif source["answered"]:
            yield region, name, source["kind"], source["url"]


def readable(url: str) -> str:
    """Return *url* when it is one address and no pattern for many, else nothing."""
    return "" if set(url) & set("{}<>… ") else safe_url(url)


def dated(url: str) -> str:
    """Return *url* when it is an address that holds the day, else nothing."""
    try:
        addresses.check(url)
    except BadAddress:
        return ""
    return safe_url(url)


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
    """Write the catalogue from the lists named by the arguments, or mend it by a report."""
    match arguments:
        case []:
            print(__doc__, file=sys.stderr)
            return 2
        case ["--from", report]:
            found = list(mended(rows(TARGET), json.loads(Path(report).read_text("utf-8"))))
        case lists:
            found = list(chain.from_iterable(rows(Path(each)) for each in lists))
    once: dict[str, Row] = {}
    for row in without_home_pages(found):
        once.setdefault(row[-1], row)
    lines = [ORIGIN, "\t".join(COLUMNS), *("\t".join(row) for row in once.values())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
