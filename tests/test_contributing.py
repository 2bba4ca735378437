"""What CONTRIBUTING.md leads to is there."""

import re
from pathlib import Path

TOP = Path(__file__).parents[1]


def test_every_file_that_is_named_exists() -> None:
    text = (TOP / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"\b(?:reader|tests)/[\w./]*\w", text))
    assert len(named) > 40
    assert [name for name in sorted(named) if not (TOP / name).exists()] == []
