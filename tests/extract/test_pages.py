"""Whole pages, written by us in the manners of many kinds of sites, and what must come of them."""

from pathlib import Path

import pytest

from reader.extract.page import extract_page
from tests.extract.labelled import Labelled, load


@pytest.mark.parametrize(
    "page", load(Path(__file__).parent / "pages" / "labels.json"), ids=lambda page: page.id
)
def test_a_page_gives_its_article(page: Labelled) -> None:
    assert list(page.wrong(extract_page(page.data, page.url, now=page.now))) == []
