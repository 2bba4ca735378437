"""Whole pages, written by us in the manners of many kinds of sites, and what must come of them.

``pages/labels.json`` states each page's fields (absent: the page does not state it; ``accept``:
other right answers), snippets that must and must not be in the body, and the number of images.
"""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from reader.extract.page import extract_page

PAGES = Path(__file__).parent / "pages"
LABELS: list[dict[str, Any]] = json.loads((PAGES / "labels.json").read_text(encoding="utf-8"))
FIELDS = ("headline", "published", "source")
PEOPLE = ("author", "editor", "responsible_editor")


def bare(text: str) -> str:
    """Give *text* without blanks and with one kind of punctuation."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def answers(label: dict[str, Any], field: str) -> list[str | None]:
    return [label.get(field), *label.get("accept", {}).get(field, [])]


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label["id"])
def test_a_page_gives_its_article(label: dict[str, Any]) -> None:
    data = (PAGES / f"{label['id']}.html").read_bytes()
    article = extract_page(data, label.get("url", ""))
    for field in FIELDS:
        right = {bare(answer) if answer else None for answer in answers(label, field)}
        assert (bare(article[field]) if article[field] else None) in right, field
    for field in PEOPLE:
        right_names = [set((answer or "").split()) for answer in answers(label, field)]
        assert set((article[field] or "").split()) in right_names, field
    body = bare("".join(article["body"]))
    assert [snippet for snippet in label.get("must", ()) if bare(snippet) not in body] == []
    assert [snippet for snippet in label.get("must_not", ()) if bare(snippet) in body] == []
    assert len(article["images"]) == label.get("n_images", 0)
