import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.searchable import MOST, fold_case, has_signs, is_exact, is_single, match, tokens

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
    assert match("".join(map(chr, range(0x4E00, 0x5200)))).count(" AND ") == MOST - 1


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
