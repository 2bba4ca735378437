"""Which line is the headline."""

import pytest

from reader.extract.article import headline
from reader.extract.article.headline import Headline
from reader.extract.html.flow import Box, Flow, Line, Picture

TITLE = "云州三条公交新线开通"


def flow(*lines: str | Line, tag: str = "body") -> Flow:
    made = [Line(line) if isinstance(line, str) else line for line in lines]
    return Flow(made, [Box("body", -1, 0, len(made)), Box(tag, 0, 0, len(made))])


def titled(title: str, *lines: str | Line) -> str | None:
    found = headline.by_title(flow(*lines), [title])
    return found.text if found else None


@pytest.mark.parametrize(
    ("title", "lines", "found"),
    [
        (f"{TITLE}_社会_云州网", ["首页", TITLE], TITLE),
        (f"【云州】{TITLE}", [TITLE], TITLE),
        (f"社会 - {TITLE} - 云州网", [TITLE], TITLE),
        (TITLE, ["云州三条公交新线 开通！"], "云州三条公交新线 开通！"),
        (TITLE, ["云州三条", "公交新线开通"], TITLE),
        (TITLE, ["云", "州", "三条公交", "新线开通"], TITLE),
        (TITLE, ["云", "州", "三", "条公交", "新线开通"], "云州三条公交"),
        (TITLE, ["云州三条公"], "云州三条公"),
        (TITLE, ["云州三条"], None),
        (TITLE, ["云州三条航线开通"], None),
        (f"{TITLE}_云州网", ["云州网", "第二行"], None),
        ("公交", ["公交"], "公交"),
        ("公", ["公"], None),
    ],
)
def test_a_page_s_title_begins_with_its_headline(
    title: str, lines: list[str], found: str | None
) -> None:
    assert titled(title, *lines) == found


def test_of_two_lines_the_unlinked_the_longer_the_heading_and_the_first_is_better() -> None:
    linked, heading = Line(TITLE, linked=len(TITLE)), Line(TITLE, role="heading")
    found = headline.by_title(flow(linked, "云州三条公交新线", TITLE, heading, TITLE), [TITLE])
    assert found == Headline(TITLE, 3, 4, headline.TITLED)
    found = headline.by_title(flow(linked, "云州三条公交新线", TITLE, TITLE), [TITLE])
    assert found == Headline(TITLE, 2, 3, headline.TITLED)


def test_a_picture_parts_the_lines_of_a_headline() -> None:
    picture = Line("", picture=Picture(""))
    assert titled(TITLE, "云州三条公交", picture, "新线开通") == "云州三条公交"


@pytest.mark.parametrize(
    ("title", "found"), [("云州三条公交", TITLE), ("云州三条公", None), ("云州四条公交", None)]
)
def test_a_heading_completes_a_title_that_was_cut_off(title: str, found: str | None) -> None:
    page = flow("首页", Line(f"{TITLE}昨天举行仪式", role="heading"))
    completed = headline.by_title(page, [title])
    assert (completed.text if completed else None) == (found and f"{TITLE}昨天举行仪式")


@pytest.mark.parametrize(
    ("texts", "tag", "whole"),
    [
        (("云州三条公交", "新线开通"), "h1", TITLE),
        (("云州三条公交", "新线开通"), "body", "云州三条公交"),
        (("云州三条公交", "新线开通", "昨天举行", "开通仪式"), "h1", TITLE + "昨天举行开通仪式"),
        (("云州三条公交", "新线开通", "昨天举行", "开通仪式", "市民参加"), "h1", "云州三条公交"),
        (("云州三条公交", "新" * 74), "h1", "云州三条公交" + "新" * 74),
        (("云州三条公交", "新" * 75), "h1", "云州三条公交"),
        (("云州三条公交", "开通。"), "h1", "云州三条公交"),
    ],
)
def test_an_element_may_hold_a_headline_on_several_lines(
    texts: tuple[str, ...], tag: str, whole: str
) -> None:
    lines = [Line(text, box=1, role="heading") for text in texts]
    found = headline.by_markup(flow(*lines, tag=tag))
    assert found is not None and (found.text, found.why) == (whole, headline.MARKED)


@pytest.mark.parametrize(
    ("line", "may_be"),
    [
        (Line("公交新线"), True),
        (Line("公交新"), False),
        (Line("新" * 80), True),
        (Line("新" * 81), False),
        (Line("公交新线开通。"), False),
        (Line("公交新线", linked=4), False),
        (Line("2024-05-06 10:20"), False),
        (Line("相关新闻"), False),
        (Line("发表评论"), False),
        (Line("学技能 懂安全 会急救 新馆开课"), True),
        (Line("编辑部邮箱:desk@example.cn"), False),
        (Line("澜湾 东港 云岭 江北新区 石门 松岭"), False),
    ],
)
def test_what_a_headline_is_not(line: Line, may_be: bool) -> None:
    line.role = "heading"
    assert (headline.by_markup(flow(line)) is not None) is may_be


@pytest.mark.parametrize(
    ("title", "bare", "without"),
    [
        (f"{TITLE}_云州网", TITLE, TITLE),
        (f"{TITLE} - 社会", TITLE, f"{TITLE} - 社会"),
        ("云州公交开通_云州网", "云州公交开通", "云州公交开通"),
        ("云州公交开_云州网", None, "云州公交开_云州网"),
        ("云州公交新闻网_首页", None, "云州公交新闻网_首页"),
        (TITLE, TITLE, TITLE),
    ],
)
def test_the_names_of_section_and_site_are_no_headline(
    title: str, bare: str | None, without: str
) -> None:
    found = headline.bare_title([title])
    assert (found.text if found else None) == bare
    assert headline.without_site(title) == without


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("公交开通。市民高兴。", "公交开通。"),
        ("公交开通，市民高兴。", "公交开通"),
        ("，公交开通：市民高兴", "公交开通"),
        ("新" * 99, "新" * 80),
        ("，", "，"),
    ],
)
def test_the_first_words_stand_for_a_headline(text: str, words: str) -> None:
    assert headline.first_words(text) == Headline(words, why=headline.OPENING)


def test_a_headline_is_compared_by_letters_and_digits() -> None:
    assert headline.key("ＡＢ１《云州》—② !") == "ab1云州2"
