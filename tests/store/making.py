"""Sources and entries for the tests of the store."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from reader.errors import StoreError
from reader.model import Block, Draft, Placement, Reason, Source
from reader.store.articles import Put
from reader.store.store import Store
from reader.view import Condition, View

DISK_FULL = StoreError("磁盘满了", kind="disk_full")
"""What the store raises where no room is left."""

CITY = ("222401", "222400", "220000")
"""A county-level city, its prefecture and its province."""
NOON = 1_790_049_600


def add_source(store: Store, name: str = "延吉", *, checked: int | None = None) -> Source:
    url, title = f"https://{name}.example/feed", f"{name}频道"
    return store.sources.add(Source(url=url, title=title, checked=checked))


def draft(headline: str = "布尔哈通河畔新添步道", **fields: Any) -> Draft:
    fields.setdefault("blocks", (Block("paragraph", f"{headline}，今天起向市民开放。"),))
    return Draft(headline=headline, **fields)


def put(key: str, *, places: tuple[str, ...] = CITY, time: int = NOON, **fields: Any) -> Put:
    """Return a new entry, or an update of *id*; its headline is its key unless *draft* is given."""
    fields.setdefault("draft", draft(f"第{key}条", guid=key))
    primary = places[0] if places else None
    reason = Reason("标题：{name}", {"name": places[0]}) if places else Reason("")
    return Put(
        key=key,
        time=time,
        places=places,
        placement=Placement(primary, places[:1], reason),
        **fields,
    )


def views_of(*choices: Sequence[Condition | None]) -> list[View]:
    """Return the views that ask for one of each of *choices*, where that is a condition."""
    asked = (tuple(filter(None, each)) for each in product(*choices))
    return [View(conditions) for conditions in asked]


def fill(store: Store, count: int, **fields: Any) -> Source:
    """Store a source with *count* articles, a minute apart, the last the newest."""
    source = add_source(store)
    puts = [put(str(n), time=NOON + 60 * n, **fields) for n in range(count)]
    store.articles.commit(source, puts)
    return source
