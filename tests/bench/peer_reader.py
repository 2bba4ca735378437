r"""Measure lemon24's reader (PyPI: reader), in an environment of its own.

    uv run --isolated --no-project --with reader --with sgmllib3k \
        python -I tests/bench/peer_reader.py FEED [WORDS...]

FEED is a file; its articles are stored beside it. The figures are printed as JSON, milliseconds
but for those that say otherwise.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from reader import make_reader  # type: ignore[attr-defined]  # that one, not ours

MARKED = 1000


def main(feed: Path, words: list[str]) -> None:
    """Measure and print."""
    figures: dict[str, object] = {"version": version("reader")}

    def timed(name: str, action: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        given = action()
        figures[name] = round((time.perf_counter() - begun) * 1000, 1)
        return given

    path = feed.with_suffix(".reader.db")
    is_new = not path.exists()
    reader = timed("open", lambda: make_reader(str(path), feed_root=str(feed.parent)))
    if is_new:
        reader.add_feed(feed.name)
        timed("store all", reader.update_feeds)
        reader.enable_search()
        timed("index all", reader.update_search)
    timed("first 50", lambda: list(reader.get_entries(limit=50)))
    timed("all, one by one", lambda: sum(1 for _ in reader.get_entries()))
    for word in words:
        found = timed(f"search {word}", lambda: list(reader.search_entries(word, limit=50)))  # noqa: B023
        figures[f"search {word}"] = f"{figures[f'search {word}']} ({len(found)} of the first 50)"
    some = list(islice(reader.get_entries(), MARKED))
    timed(f"mark {MARKED} read", lambda: [reader.mark_entry_as_read(entry) for entry in some])
    for entry in some:
        reader.mark_entry_as_unread(entry)
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
