"""What is left of an article's words once all that an editor may change is gone."""

import pytest

from reader.text.comparison import bigrams_of, is_rounded, wording


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("二十人到场", "20人到场"),
        ("十二人到场", "12人到场"),
        ("一百零五人到场", "105人到场"),
        ("十五万人到场", "15万人到场"),
        ("一万零三十人", "1万30人"),
        ("三千二百亩地", "3200亩地"),
        ("两百人到场", "200人到场"),
        ("二〇二六年开工", "2026年开工"),
        ("零下十五度", "-15度"),
        ("负三度", "-3度"),
        ("晚8点开门", "20点开门"),
        ("下午3时开门", "15时开门"),
        ("上午8点开门", "上午8点开门"),
        ("三比二取胜", "3:2取胜"),
        ("我市开工", "市开工"),
        ("省内开工", "省开工"),
        ("“步道”《开放》", "步道开放"),
    ],
)
def test_a_clause_is_written_one_way(text: str, clause: str) -> None:
    assert wording("", text).clauses == (clause,)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("步道开放，全长3.2公里。15:56通车", ("步道开放", "全长3.2公里", "15:56通车")),
        ("步道开放\n编辑：高原", ("步道开放",)),
        ("本报长春3月3日讯 步道开放", ("步道开放",)),
        ("步道开放（记者 常立）游人很多", ("步道开放游人很多",)),
        ("", ()),
    ],
)
def test_credits_and_datelines_are_no_clauses(text: str, clauses: tuple[str, ...]) -> None:
    assert wording("", text).clauses == clauses


@pytest.mark.parametrize(
    ("headline", "plain"),
    [
        ("【视频】步道开放", "步道开放"),
        ("步道开放（图）", "步道开放"),
        ("步道开放-松江网", "步道开放"),
        ("步道，开放", "步道开放"),
        ("步道开放（三）", "步道开放3"),
    ],
)
def test_a_headline_is_without_label_and_site(headline: str, plain: str) -> None:
    assert wording(headline, "").headline == plain


def test_only_the_beginning_of_an_enormous_text_counts() -> None:
    assert wording("甲" * 201, "乙" * 6001).clauses == ("乙" * 6000,)
    assert len(wording("甲" * 201, "").headline) == 200


@pytest.mark.parametrize(
    ("number", "rounded"), [("近30", True), ("30余", True), ("30", False), ("-5", False)]
)
def test_a_number_may_be_said_to_be_about_so_much(number: str, rounded: bool) -> None:
    assert is_rounded(number) is rounded


def test_a_single_character_is_a_pair_of_its_own() -> None:
    assert bigrams_of("步道开") == {"步道", "道开"}
    assert bigrams_of("步") == {"步"}
    assert wording("", "步道，开放").bigrams == {"步道", "开放"}
