"""The words of an article that searching knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Block, Draft
from reader.text.searchable import (
    CUT,
    LENGTH,
    TOKEN_LIMIT,
    body_of,
    credits_of,
    fold,
    fold_case,
    found,
    has_signs,
    is_exact,
    is_single,
    marks,
    match,
    occurs,
    pattern,
    snippet,
    text_of,
    tokens,
)

DRAFT = Draft(
    headline="江边步道开放",
    kicker="惠民",
    subtitle="全长四公里",
    source="松江晚报",
    author="常立",
    editor="高原",
    responsible_editor="李玥",
    photographer="林禾",
    summary="步道今天开放。",
    blocks=(Block("paragraph", "游人很多。"), Block("figure", ""), Block("heading", "歇脚处")),
)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "江边步道开放"),
        ("author", "常立"),
        ("editor", "高原\n李玥"),
        (
            "text",
            "江边步道开放\n惠民\n全长四公里\n松江晚报\n常立\n高原\n李玥\n林禾\n游人很多。\n歇脚处",
        ),
    ],
)
def test_each_field_has_its_words(field: str, text: str) -> None:
    assert text_of(DRAFT, field) == text


def test_an_article_without_text_is_known_by_its_summary() -> None:
    assert body_of(Draft(headline="早市", summary="早市开张了。")) == ["早市开张了。"]
    assert body_of(Draft(headline="早市")) == credits_of(Draft(headline="早市")) == []
    assert text_of(Draft(headline="早市"), "author") == ""


def test_what_is_sought_occurs_in_any_spelling_and_never_across_pieces() -> None:
    assert occurs("步道", DRAFT) and occurs("歇脚", DRAFT)
    assert not occurs("开放惠民", DRAFT)
    assert not occurs("常立", DRAFT, "title")
    assert occurs("图书馆", Draft(headline="圖書館開門"))
    assert occurs("abc", Draft(headline="ABC"))


signs = st.text(st.sampled_from("长春吉林AIai2019Ａ長 ，。-.ⅧéΣ\U00020bb7_"), max_size=30)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""),
        ("长", "长"),
        ("长春", "长春 春"),
        ("长春，吉", "长春 春 吉"),
        ("，AI 2019！", "AI I 20 01 19 9"),
        ("𠮷林", "𠮷林 林"),
        ("a_b", "a b"),
    ],
)
def test_the_tokens_are_pairs_and_last_signs(text: str, found: str) -> None:
    assert tokens(text).split() == found.split()


@pytest.mark.parametrize(
    ("string", "expression"),
    [
        ("长", '"长" *'),
        ("长春", '"长春"'),
        ("长春市", '"长春" AND "春市"'),
        ("3.5", '"3"'),
        ("长春，吉林", '"长春" AND "春" AND "吉林"'),
        ('"*', ""),
        ("，长", '"长" *'),
        ("人人人", '"人人"'),
    ],
)
def test_a_string_is_sought_by_the_tokens_that_it_implies(string: str, expression: str) -> None:
    assert match(string) == expression


def test_a_long_string_is_sought_by_some_of_its_tokens() -> None:
    assert match("".join(map(chr, range(0x4E00, 0x5200)))).count(" AND ") == TOKEN_LIMIT - 1


def test_what_the_tokens_decide_and_what_is_costly_is_known() -> None:
    assert [is_exact(string) for string in ("长", "长春", "a1", "长春市", "长，", "")] == [
        *(True, True, True),
        *(False, False, False),
    ]
    assert [is_single(string) for string in ("长", "，长", "长，", "长春")] == [
        *(True, True),
        *(False, False),
    ]
    assert has_signs("，长") and not has_signs("，。 _")


def found_by(text: str, string: str) -> bool:
    """Do what FTS5 does with the tokens of *text*."""
    have = set(tokens(text).split())
    for part in filter(None, match(string).split(" AND ")):
        token = part.strip('" *')
        if token not in have and not (
            part.endswith("*") and any(each.startswith(token) for each in have)
        ):
            return False
    return True


@given(signs, signs, signs)
def test_whatever_occurs_is_found(before: str, string: str, after: str) -> None:
    assert found_by(fold_case(before + string + after), fold_case(string).strip())


@given(signs, st.text(st.sampled_from("长春AIa2019Ａ長Ⅷ"), min_size=1, max_size=2))
def test_one_or_two_signs_are_found_nowhere_else(text: str, string: str) -> None:
    text, string = fold_case(text), fold_case(string)
    assert is_exact(string)
    assert found_by(text, string) == (string in text)


def test_marks_are_where_the_words_stand_in_any_spelling() -> None:
    text = "長春市，Ｊｉｌｉｎ长春"
    assert [text[a:b] for a, b in marks(text, ["长春", "jilin"])] == ["長春", "Ｊｉｌｉｎ长春"]
    assert marks(text, ["春市", "长春"]) == ((0, 3), (9, 11))
    assert marks(text, [""]) == ()


def test_the_line_that_says_most_is_shown() -> None:
    lines = ["长春的天气", "长春开始供暖", "供暖"]
    assert snippet(lines, ["长春", "供暖"]).text == "长春开始供暖"
    assert snippet(lines, ["供暖"]).marks == ((4, 6),)
    assert snippet(lines, ["四平"]).text == "长春的天气"
    assert snippet([], ["四平"]).text == ""


def test_what_was_found_at_the_end_of_a_line_is_in_sight() -> None:
    found = snippet(["前" * 100 + "长春"], ["长春"], 10)
    assert found.text == "…" + "前" * 8 + "长春"
    assert found.marks == ((9, 11),)


def test_a_long_line_is_cut_about_what_was_found() -> None:
    found = snippet(["前" * 100 + "长春" + "后" * 100], ["长春"])
    assert found.text.startswith("…前") and found.text.endswith("后…")
    [(start, end)] = found.marks
    assert found.text[start:end] == "长春"
    assert len(found.text) == LENGTH + 2


@given(
    st.lists(st.text(st.sampled_from("长春長AaＡ…，"), max_size=90), max_size=4),
    st.lists(st.text(st.sampled_from("长春a"), min_size=1, max_size=3), max_size=3),
)
def test_what_is_marked_is_what_was_sought(lines: list[str], sought: list[str]) -> None:
    found = snippet(lines, sought)
    assert len(found.text) <= LENGTH + 2
    assert found.text.strip(CUT) in "\n".join(lines) or CUT in "".join(lines)
    for start, end in found.marks:
        marked = fold_case(found.text[start:end])
        assert marked and set(marked) <= set("".join(sought))
    said = any(string in fold_case(line) for line in lines for string in sought)
    assert bool(found.marks) == said


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("臺灣長春頻道", "台湾长春频道"),
        ("３月２１日（讯）：ＡＢＣ", "3月21日(讯):ABC"),
        ("后来的里程", "后来的里程"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_one_spelling_stands_for_all(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=50))
def test_places_in_the_folded_text_are_places_in_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=50))
def test_small_letters_are_places_in_the_text_too(text: str) -> None:
    assert len(fold_case(text)) == len(text)
    assert fold_case(fold_case(text)) == fold_case(text)
    assert fold_case(fold(text)) == fold_case(text)


def test_small_letters_do_not_depend_on_what_follows() -> None:
    assert fold_case("ＡＢ臺ΣÉ") == "ab台σé"
    assert fold_case("ΑΣ") == fold_case("Α") + fold_case("Σ")
    assert fold_case("ABC") == "abc"


CASES = [
    ("cs", "今天在长沙", True),
    ("zs", "长沙", True),  # 长 reads zhang too
    ("CC", "长春夜市", True),
    ("ccys", "长春夜市", True),
    ("长c", "长春夜市", True),
    ("cq", "长春夜市", False),
    ("ts", "圖書館", True),
    ("bk", "不可", True),
    ("zhn", "怎样用 zhnews", True),
    ("zhnews", "怎样用 zhnews", True),
    ("5g", "5G 工厂", True),
]


@pytest.mark.parametrize(("typed", "text", "is_found"), CASES)
def test_a_text_is_found_by_its_initials(typed: str, text: str, is_found: bool) -> None:
    assert found(typed, text) is is_found


@pytest.mark.parametrize("typed", ["", "c", "长春", "c*", "[a", "a b"])
def test_what_is_no_initials_has_no_pattern(typed: str) -> None:
    assert pattern(typed) == ""


def test_what_stands_there_is_found_whatever_it_is() -> None:
    assert found("*", "3*4") and found("", "长") and not found("x", "长春")
