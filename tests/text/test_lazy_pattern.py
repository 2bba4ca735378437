import re

import pytest

from reader.text.lazy_pattern import lazy_pattern


def test_a_pattern_is_compiled_when_it_is_first_used_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled: list[str] = []
    compile = re.compile

    def told(source: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(source)
        return compile(source, flags)

    monkeypatch.setattr(re, "compile", told)
    pattern = lazy_pattern("AB+", re.IGNORECASE)
    assert compiled == []
    assert pattern.sub("-", "1abb2Ab3") == "1-2-3"
    assert pattern.sub("", "ab") == "" and compiled == ["AB+"]


def test_a_wrong_pattern_is_refused_when_it_is_used() -> None:
    pattern = lazy_pattern("(")
    with pytest.raises(re.error):
        pattern.search("")
