"""How many headlines a list shows whole, at each width of the terminal.

    uv run python -m tests.bench.bench_headlines FILE...

Each FILE holds articles with a ``headline``, as one JSON array or a JSON object a line. The list is
as it stands while it has the focus, and at 80 columns beside and above an open article too.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.model import ArticleHead
from reader.settings.config import Config
from reader.text.clean import clean
from reader.text.dates import now_in_china
from reader.tui.panes.article_rows import ONE_LINE_FROM, ArticleRow
from reader.tui.panes.layout import LIST_BESIDE_CELLS, list_cells

MEASURE = Config().ui.measure
SCREENS: Sequence[tuple[str, int]] = (
    *(
        (str(columns), list_cells(columns, MEASURE))
        for columns in (60, 80, 100, 120, 140, 160, 200)
    ),
    ("80, article open", LIST_BESIDE_CELLS),
    ("80, article below", 80),
)
"""The columns of the terminal, and those of the list in it."""


def headlines(files: Sequence[Path]) -> Iterator[str]:
    for file in files:
        text = file.read_text("utf-8")
        rows = json.loads(text) if text.startswith("[") else map(json.loads, text.splitlines())
        yield from (clean(row["headline"]) for row in rows if row.get("headline"))


def is_whole(headline: str, cells: int) -> bool:
    """Whether a list of so many *cells* shows *headline* without an ellipsis."""
    now = now_in_china()
    head = ArticleHead(
        id=1,
        headline=headline,
        url="",
        source_id=1,
        source="中国吉林网",
        region="220100",
        time=int(now.timestamp()) - 100_000,
        published=now.isoformat(),
    )
    row = ArticleRow(
        is_wide=cells >= ONE_LINE_FROM,
        spelling="original",
        samples=False,
        folds=True,
        place_name=lambda _id: "长春",
        now=now,
    )
    bold = (text for line in row.lines(head, cells - 1) for text, role in line if role == "unread")
    return "…" not in "".join(bold) or "…" in headline


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    found = list(headlines(parser.parse_args().files))
    print(f"{len(found)} headlines, of {sum(map(len, found)) / len(found):.1f} characters")
    for name, cells in SCREENS:
        whole = sum(is_whole(headline, cells) for headline in found)
        print(f"{name:>18}  list {cells:3}  whole {100 * whole / len(found):5.1f} %")


if __name__ == "__main__":
    main()
