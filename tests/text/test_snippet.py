from hypothesis import given
from hypothesis import strategies as st

from reader.text.searchable import CUT, LENGTH, fold_case, marks, snippet


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
