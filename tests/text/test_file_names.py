"""Names of files out of any headline."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clean import has_controls
from reader.wording.books import LONGEST, dated_name

DAY = "2026-11-23"


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("早市开张", "2026-11-23 早市开张"),
        ("../../etc/passwd", "2026-11-23 ..／..／etc／passwd"),
        ("a\x00b\x1b[2J", "2026-11-23 ab[2J"),
        ("CON", "2026-11-23 CON"),
        ("-rf $(x); rm\n*", "2026-11-23 -rf $(x); rm ＊"),
        ("为什么？ \"是\" <它>: a|b\\c?. . ", "2026-11-23 为什么？ ＂是＂ ＜它＞： a｜b＼c？"),
        ("", "2026-11-23"),
        ("长" * 300, "2026-11-23 " + "长" * 36),
    ],
)  # fmt: skip
def test_a_name_says_what_the_headline_says(headline: str, name: str) -> None:
    assert dated_name(DAY, headline) == name


@given(st.text(st.characters(exclude_categories=[])))
def test_any_headline_is_a_name_that_every_system_takes(headline: str) -> None:
    name = dated_name(DAY, headline)
    assert not re.search(r'[/\\:*?"<>|]', name) and not has_controls(name)
    assert name.startswith(DAY) and len(name.encode()) <= LONGEST
    assert name[-1] not in " .\u3000"
