"""Searching finds what stands in the texts, all of it and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import BadQuery
from reader.model import Block, Image
from reader.store import search
from reader.store.queue import INDEX
from reader.store.store import Store
from reader.text.searchable import fold_case
from reader.view import UNREAD, Condition, View, in_region, since
from tests.store.making import NOON, add_source, draft, put

TEXT = st.text(st.sampled_from("长春吉林市供暖AIa3５長，。 \U00020bb7"), max_size=20)
RUN = st.text(st.sampled_from("长春吉林市供暖AIa3５長，\U00020bb7"), min_size=1, max_size=8)


def index(store: Store, step: int = 100) -> None:
    """Do what waits for the index."""
    store.index.renew()
    while jobs := store.queue.next(INDEX, step):
        store.index.write(jobs, store.index.read(jobs))


def store_texts(store: Store, texts: list[str]) -> None:
    """Store an article of each of *texts*, the first the oldest; its number is its id."""
    source = store.sources.find("https://延吉.example/feed") or add_source(store)
    first = store.articles.count()
    puts = [
        put(f"{first + n}", time=NOON + first + n, draft=draft("", blocks=(Block("paragraph", t),)))
        for n, t in enumerate(texts)
    ]
    store.articles.commit(source, puts)


def found(store: Store, *conditions: Condition, first: int = 3) -> list[int]:
    wanted = View(conditions)
    ids = [id for page in store.search.pages(wanted, first) for id in page.ids]
    count = store.search.count(wanted)
    assert count is None or count == len(ids)
    # A rule, which asks of given articles, finds the same.
    given = store.articles.ids(View())[1:]
    assert set(store.search.among(wanted, given)) == set(ids) & set(given)
    return ids


def words(run: str, field: str = "text", *, negated: bool = False) -> Condition:
    return Condition(field, (run,), negated)  # type: ignore[arg-type]


@pytest.mark.parametrize("few", [0, search.FEW])
@settings(max_examples=60)
@given(texts=st.lists(TEXT, max_size=12), run=RUN)
def test_a_search_finds_the_articles_in_which_the_string_stands(
    few: int, texts: list[str], run: str
) -> None:
    with pytest.MonkeyPatch.context() as patch, Store.open(None) as store:
        patch.setattr(search, "FEW", few)
        patch.setattr(search, "SAMPLE", 2)
        store_texts(store, texts)
        index(store)
        truth = [
            number
            for number, text in reversed(list(enumerate(texts, 1)))
            if fold_case(run) in fold_case(text)
        ]
        try:
            assert found(store, words(run)) == truth
        except BadQuery:
            assert not any(sign.isalnum() for sign in run)
        assert found(store, words(run, negated=True)) == [
            number for number in range(len(texts), 0, -1) if number not in truth
        ]


def test_a_string_is_found_across_no_end_of_a_paragraph(store: Store) -> None:
    store_texts(store, ["长\n春", "长，春", "长春"])
    index(store)
    assert found(store, words("长春")) == [3]
    assert found(store, words("长，春")) == [2]


def test_all_conditions_hold_and_what_is_negated_does_not(store: Store) -> None:
    store_texts(store, ["长春供暖", "长春供水", "吉林供暖", "吉林供水", "长春供暖费"])
    index(store)
    assert found(store, words("长春"), words("供暖")) == [5, 1]
    assert found(store, words("长春"), words("供暖", negated=True)) == [2]
    assert found(store, words("长春"), words("供暖费", negated=True)) == [2, 1]
    assert found(store, words("供"), words("暖", negated=True)) == [4, 2]
    assert found(store, words("供暖", negated=True)) == [4, 2]
    assert found(store, words("水"), words("长春供水")) == [2]


def test_words_are_sought_in_their_field(store: Store) -> None:
    image = Block("figure", "江边", image=Image("https://a.example/1.jpg"))
    drafts = [
        draft("长春供暖", editor="田东艳", blocks=(Block("paragraph", "开始了"),)),
        draft("开始了", author="田东艳", source="長春日报", blocks=(image,)),
        draft("无题", responsible_editor="田东艳", summary="只有摘要", blocks=()),
    ]
    source = add_source(store)
    puts = [put(str(n), time=NOON + n, draft=each) for n, each in enumerate(drafts)]
    store.articles.commit(source, puts)
    index(store)
    assert found(store, words("长春")) == [2, 1]
    assert found(store, words("长春", "title")) == [1]
    assert found(store, words("田东艳")) == [3, 2, 1]
    assert found(store, words("田东艳", "author")) == [2]
    assert found(store, words("田东艳", "editor")) == [3, 1]
    assert found(store, words("田东", "editor", negated=True), words("田东艳")) == [2]
    assert found(store, words("摘要")) == [3]
    assert found(store, Condition("image")) == [2]
    assert found(store, Condition("image", negated=True), words("田东艳")) == [3, 1]


def test_words_and_sets_hold_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store_texts(store, ["长春"] * 20 + ["吉林"] * 5)
    index(store)
    store.marks.read([20, 19, 3])
    late = since(NOON + 10)
    for few in (0, 10, search.FEW):
        monkeypatch.setattr(search, "FEW", few)
        assert found(store, words("长春"), UNREAD, late) == [18, 17, 16, 15, 14, 13, 12, 11]
        assert found(store, words("长春"), in_region("222400")) == list(range(20, 0, -1))
        assert found(store, words("长春"), in_region("110000")) == []
        assert found(store, words("长春"), UNREAD, since(NOON + 17)) == [18]
    assert found(store, UNREAD, late)[:6] == [25, 24, 23, 22, 21, 18]


def test_the_newest_come_first_whenever_they_came(store: Store) -> None:
    source = add_source(store)
    times = [5, 3, 9, 1, 7]
    text = draft("长春")
    store.articles.commit(source, [put(str(t), time=NOON + t, draft=text) for t in times])
    index(store)
    assert found(store, words("长春"), first=2) == [3, 5, 1, 2, 4]


@pytest.mark.parametrize("widest", [0, 8, search.WIDEST])
def test_the_newest_may_be_of_other_things(
    store: Store, monkeypatch: pytest.MonkeyPatch, widest: int
) -> None:
    store_texts(store, ["长春"] * 30 + ["吉林"] * 60)
    index(store)
    monkeypatch.setattr(search, "FEW", 0)
    monkeypatch.setattr(search, "WIDEST", widest)
    assert found(store, words("长春"), first=1) == list(range(30, 0, -1))
    assert found(store, words("长春"), since(NOON + 20), first=1) == list(range(30, 20, -1))


def test_punctuation_alone_is_nothing_to_seek(store: Store) -> None:
    store_texts(store, ["长春，"])
    index(store)
    with pytest.raises(BadQuery, match="请写上要找的字词，标点不能单独搜索。"):
        found(store, words("，。"))
    assert found(store, words("，"), words("长春")) == [1]
    for expression in ('"', "NEAR(", "a* OR b", "words:长春", "^长", "'; DROP TABLE tokens"):
        assert found(store, words(expression + "长春")) == []


def test_a_word_may_be_as_long_as_a_query(store: Store) -> None:
    text = "".join(map(chr, range(0x4E00, 0x5200)))
    store_texts(store, [text])
    index(store)
    assert found(store, words(text[:1000])) == [1]
    assert found(store, words(text[:999] + "长")) == []


def test_an_article_whose_body_cannot_be_read_hides_no_other(store: Store) -> None:
    store_texts(store, ["长春", "长春"])
    with store._database.write() as connection:
        connection.execute("UPDATE fresh SET content = x'00' WHERE article = 1")
    index(store)
    assert found(store, words("长春")) == [2]
