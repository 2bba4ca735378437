from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.regions.gazetteer import Kind, lexicon, load
from reader.regions.toponyms import find_mentions
from reader.text.searchable import fold

NAMES = [pair for pairs in lexicon().values() for pair in pairs]
ENTRIES = [entry for _name, entry in NAMES]


def found(text: str) -> list[str]:
    folded = fold(text)
    return [folded[mention.start : mention.end] for mention in find_mentions(folded)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("吉林省长春市朝阳区", ["吉林省", "长春市", "朝阳区"]),
        ("从江西到江苏", ["江西", "江苏"]),
        ("威海南海新区", ["威海", "南海"]),
        ("贺兰山东麓", ["贺兰山"]),
        ("永年县的雪", ["永年县"]),
        ("孙中山在上海", ["上海"]),
        ("京津冀与日本", ["京津冀", "日本"]),
        ("臺灣長春", ["台湾", "长春"]),
        ("大家都好", []),
        ("", []),
    ],
)
def test_the_names_that_cover_most_are_found(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_every_name_of_every_region_is_known_and_every_id_exists() -> None:
    known = {entry.text: entry for entry in ENTRIES}
    for name in load().names():
        if len(name.text) > 1:
            assert name in known[name.text].names
    for entry in ENTRIES:
        assert all(name.region in load() for name in entry.names), entry.text
        assert not entry.usual or entry.usual in {name.region for name in entry.names}, entry.text
        assert entry.names or entry.kind in (Kind.ABROAD, Kind.NATIONAL, Kind.PROPER)


@given(st.text(alphabet="吉林省长春市朝阳区海南山东西安上海孙中县从江", max_size=40))
def test_mentions_come_in_order_and_do_not_overlap(text: str) -> None:
    mentions = find_mentions(fold(text))
    for one, other in pairwise(mentions):
        assert one.start < one.end <= other.start


@given(
    st.lists(
        st.one_of(
            st.sampled_from([name for name, _entry in NAMES]),
            st.sampled_from([name[1:] for name, _entry in NAMES]),
            st.sampled_from("省市县区的a "),
        ),
        max_size=6,
    )
)
def test_they_cover_as_much_as_names_sought_one_by_one_can(parts: list[str]) -> None:
    text = "".join(parts)
    spans = [
        (at, at + len(name) + (more == "县"))
        for name, entry in NAMES
        if name in text
        for at in range(len(text))
        if text.startswith(name, at)
        for more in {"", text[at + len(name) : at + len(name) + 1] if entry.county else ""}
    ]
    mentions = find_mentions(text)
    assert {(start, end) for start, end, _entry in mentions} <= set(spans)
    taken = {at for start, end, _entry in mentions for at in range(start, end)}
    if all(entry.kind is not Kind.PROPER for name, entry in NAMES if name in text):
        assert all(taken & {*range(start, end)} for start, end in spans)
