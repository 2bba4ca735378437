"""Half-width stops shown full-width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.article import minutes
from reader.text.clean import clean
from reader.text.spelling import Spelling, convert, full_width
from reader.text.wrap import width


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("理发以后发展", "理髮以後發展"),
        ("皇后在后面", "皇后在後面"),
        ("这里三公里", "這裡三公里"),
        ("干部干涉干燥", "幹部干涉乾燥"),
        ("一只钟表只有", "一隻鐘錶只有"),
        ("山谷里的谷物", "山谷裡的穀物"),
        ("北斗与斗争", "北斗與鬥爭"),
        ("台风登陆台湾", "颱風登陸臺灣"),
        ("岳父回娘家看五岳", "岳父回娘家看五嶽"),
        ("指明了方向，简单明了", "指明了方向，簡單明瞭"),
        ("plain", "plain"),
    ],
)
def test_a_word_tells_what_a_character_cannot(simplified: str, traditional: str) -> None:
    assert convert(simplified, "traditional") == traditional
    assert convert(traditional, "simplified") == simplified


def test_some_words_keep_their_old_form_in_simplified_texts() -> None:
    assert convert("乾隆與乾燥", "simplified") == "乾隆与干燥"


def test_a_traditional_text_stays_as_it_is() -> None:
    assert convert("臺北里長拜會", "traditional") == "臺北里長拜會"
    assert convert("后來的里程", "original") == "后來的里程"


def test_names_of_people_stay_as_written_where_no_word_tells() -> None:
    said = "余斗斗和江静头发"
    assert convert(said, "traditional") == "餘鬥鬥和江靜頭髮"
    assert convert(said, "traditional", ["余斗斗", "江静"]) == "余斗斗和江靜頭髮"


@given(
    st.text("头发后来里程干ａb 臺灣乾隆😀", max_size=50),
    st.sampled_from(["simplified", "traditional"]),
)
def test_places_in_the_converted_text_are_places_in_the_text(text: str, to: Spelling) -> None:
    assert len(convert(text, to)) == len(text)


@pytest.mark.parametrize(
    ("texts", "expected"), [((), 1), (("长" * 400,) * 3, 3), (("paper " * 400,), 2)]
)
def test_reading_takes_its_time(texts: tuple[str, ...], expected: int) -> None:
    assert minutes(texts) == expected


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("晴,风大;出门吗?好!", "晴，风大；出门吗？好！"),
        ("他说:今天(周一)晴, 明天雨", "他说：今天（周一）晴，明天雨"),
        ("“好”,“再见”…!", "“好”，“再见”…！"),
        ("什么?!真的!!!", "什么？！真的！！！"),
        ("增长5%,高于预期", "增长5%，高于预期"),
        ("用GDP(国内生产总值),也用苹果(Apple)", "用GDP（国内生产总值），也用苹果（Apple）"),
        ("(一)加强(二(三)四)", "（一）加强（二（三）四）"),
        ("网址:http://a.example.cn/x?a=1,b", "网址：http://a.example.cn/x?a=1,b"),
    ],
)
def test_stops_and_brackets_between_han(written: str, shown: str) -> None:
    assert clean(full_width(written)) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Hello, world (again)!",
        "Hello, 世界",
        "“Yes”, he said; 长",
        "比分3:2，时间10:30，共3,000人",
        "f(x)=1 是函数",
        "a)甲 b)乙",
        "长(春",
        "長\n(春\n)",
        "서울, 부산(남)",
    ],
)
def test_numbers_times_and_latin_keep_theirs(text: str) -> None:
    assert full_width(text) == text


@given(st.text("长春 ,:;?!()aB1”…\n"))
def test_places_stay_and_nothing_grows_narrower_by_a_blank(text: str) -> None:
    shown = full_width(text)
    assert len(shown) == len(text)
    assert width(shown) >= width(text) - text.count(" ")
