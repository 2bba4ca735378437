import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.model import (
    Article,
    ArticleHead,
    Block,
    Draft,
    Image,
    ListItem,
    Masthead,
    Placement,
    Span,
)
from reader.text.wrap import width as cells
from reader.tui.typeset.article import Style, typeset
from reader.tui.typeset.lines import Line, table_lines
from tests.tui.conftest import draft


def article(draft: Draft) -> Article:
    head = ArticleHead(
        id=1,
        headline=draft.headline,
        url=draft.url,
        source_id=1,
        source="澜湾日报",
        region=None,
        time=0,
        published=draft.published,
    )
    return Article(head=head, draft=draft, placement=Placement(None))


def text_of(line: Line) -> str:
    return "".join(text for text, _role in line)


def set_lines(article: Article, style: Style) -> list[Line]:
    return [line for _part, line in typeset(article.draft, style, article.head.source)]


def lines_of(draft: Draft, style: Style) -> list[str]:
    return [text_of(line) for line in set_lines(article(draft), style)]


def of(*blocks: Block) -> Draft:
    return Draft(headline="题", blocks=blocks)


def test_a_paragraph_opens_with_two_han_of_indent() -> None:
    lines = lines_of(of(Block("paragraph", "澜湾市" * 20)), Style(width=44))
    first, second = lines[3], lines[4]
    assert first.startswith("  　　澜湾市") and second.startswith("  澜湾市")


def test_a_narrow_column_is_set_without_the_indent() -> None:
    lines = lines_of(of(Block("paragraph", "澜湾市" * 20)), Style(width=26))
    assert lines[3].startswith("  澜湾市")


def test_the_measure_is_centred_in_a_wide_pane() -> None:
    lines = lines_of(of(Block("paragraph", "澜湾市" * 99)), Style(width=120, measure=40))
    assert {cells(line) for line in lines[3:-1]} == {20 + 80}
    assert not lines[4].startswith(" " * 21)


def test_the_credits_stand_in_one_quiet_line_and_break_between_their_items() -> None:
    whole = replace(draft(0), photographer="罗一帆")
    [line] = [line for line in lines_of(whole, Style(120, measure=50)) if "记者" in line]
    assert line.strip() == (
        "2026-11-23 11:40 · 澜湾日报 · 记者 林小满 · 摄影 罗一帆 · 编辑 周一木 · 责编 何静"
    )
    narrow = lines_of(whole, Style(44))[1:4]
    assert [line.strip() for line in narrow] == [
        "2026-11-23 11:40 · 澜湾日报",
        "记者 林小满 · 摄影 罗一帆 · 编辑 周一木",
        "责编 何静",
    ]


def test_spans_keep_their_roles_across_line_breaks() -> None:
    text = "甲" * 20 + "乙" * 20 + "丙" * 20
    block = Block("paragraph", text, (Span(20, 40, "link", "https://a.example/"),))
    lines = set_lines(article(of(block)), Style(width=44))
    linked = "".join(t for line in lines for t, role in line if role == "link")
    assert linked == "乙" * 20
    assert "".join(text_of(line) for line in lines[3:]).replace("　", "").replace(" ", "") == text


def test_lists_quotes_and_figures_have_their_signs() -> None:
    draft = of(
        Block("list", "一项\n另一项"),
        Block("quote", "古人说"),
        Block("figure", "夜景", image=Image(None, "夜景", "何静 摄")),
        Block("figure", image=Image(None)),
    )
    text = "\n".join(line.strip() for line in lines_of(draft, Style(60)))
    assert "• 一项\n• 另一项\n\n│ 古人说\n\n〔图〕夜景（何静 摄）\n\n〔图〕" in text


def test_an_item_hangs_behind_its_number_and_a_deeper_one_stands_further_in() -> None:
    items = (ListItem(number=9), ListItem(1), ListItem(number=10))
    draft = of(Block("list", f"{'澜湾市' * 7}\n夜市\n夜景", items=items))
    lines = [line.rstrip()[2:] for line in lines_of(draft, Style(28))[3:]]
    assert lines == [
        " 9. 澜湾市澜湾市澜湾市澜",
        "    湾市澜湾市澜湾市澜湾",
        "    市",
        "      • 夜市",
        "10. 夜景",
    ]


def test_numbers_remain_in_a_column_that_is_too_narrow_for_the_nesting() -> None:
    draft = of(Block("list", "夜市", items=(ListItem(9, 3),)))
    assert lines_of(draft, Style(14))[3:] == ["    3. 夜市"]


def test_a_heading_below_another_is_indented_unless_the_column_is_narrow() -> None:
    draft = of(Block("heading", "夜市", level=2), Block("heading", "夜景", level=3))
    assert lines_of(draft, Style(40))[3:] == ["  夜市", "", "  　　夜景"]
    assert lines_of(draft, Style(28))[3:] == ["  夜市", "", "  夜景"]


def test_code_is_set_as_it_is_and_cut_where_the_column_ends() -> None:
    draft = of(Block("code", f"if 台湾,后:\n\n    {'x' * 30}(1)"))
    lines = lines_of(draft, Style(40, spelling="traditional"))[3:]
    assert lines == ["    if 台湾,后:", "", f"        {'x' * 30}", "  ↳ (1)"]


def test_the_people_of_the_credits_keep_their_names_in_the_text_too() -> None:
    named = Draft(
        headline="余斗斗的书店",
        author="余斗斗",
        editor="江静",
        blocks=(Block("paragraph", "余斗斗说，多余的书都送人。"),),
    )
    text = "\n".join(lines_of(named, Style(60, spelling="traditional")))
    assert "余斗斗的書店" in text and "記者 余斗斗" not in text  # the labels are the interface's
    assert "余斗斗說，多餘的書" in text and "余斗斗 · 编辑 江靜" in text


def test_notes_are_folded_and_open_on_demand() -> None:
    folded = "\n".join(lines_of(draft(0), Style(60)))
    assert "本文仅供试读。" not in folded and "▸ 声明" in folded
    opened = "\n".join(lines_of(draft(0), Style(60, notes_open=True)))
    assert "本文仅供试读。" in opened and "▸ 声明" not in opened and "▾ 声明" in opened


def test_half_width_stops_between_han_are_shown_full_width_or_as_they_are_written() -> None:
    block = Block("paragraph", "澜湾,晴;气温5.2度", (Span(0, 3, "strong"),))
    style = Style(60)
    for full, shown in ((True, "澜湾，晴；气温5.2度"), (False, "澜湾,晴;气温5.2度")):
        [line] = [
            line
            for line in set_lines(article(of(block)), replace(style, full_width=full))
            if any(role == "strong" for _text, role in line)
        ]
        assert text_of(line).strip() == shown and line[-2] == (shown[:3], "strong")


def test_the_lesser_titles_stand_around_the_headline() -> None:
    titled = Draft(headline="山村有了图书馆", kicker="灯火可亲", subtitle="云州乡村阅读见闻")
    assert [line.strip() for line in lines_of(titled, Style(60))][:3] == [
        "灯火可亲",
        "山村有了图书馆",
        "——云州乡村阅读见闻",
    ]


def test_masthead_original_title_and_address_are_shown() -> None:
    whole = replace(
        draft(0),
        masthead=Masthead("关东黑土地", hotline="0431-55550123", email="a@example.cn"),
        original_title="图书馆的夜",
    )
    text = "\n".join(lines_of(whole, Style(60, notes_open=True, sample=True)))
    for words in (
        "示例 · 关东黑土地",
        "原题：图书馆的夜",
        "原文：https://news.example.cn/0",
        "热线：0431-55550123",
        "邮箱：a@example.cn",
    ):
        assert words in text


def test_a_text_that_was_cut_says_so_at_its_end() -> None:
    sentence = "原文太长，这里只有开头。"
    assert sentence in "\n".join(lines_of(replace(draft(0), cut=True), Style(60)))
    assert sentence not in "\n".join(lines_of(draft(0), Style(60)))


@pytest.mark.parametrize(("extent", "words"), [("summary", "按 x 读取全文"), ("head", "按 x 读取")])
def test_a_summary_says_how_to_get_the_whole(extent: str, words: str) -> None:
    short = replace(draft(0), extent=extent)
    assert words in "\n".join(lines_of(short, Style(60)))


def test_a_table_stands_in_columns_that_wrap_inside() -> None:
    lines = [
        text_of(line) for line in table_lines("线路\t首班\n夜1路\t澜湾站至图书馆\n2路\t6:00", 24)
    ]
    assert lines[0].startswith("线路")
    assert set(lines[1]) == {"─"}
    column = lines[0].index("首班")
    assert cells(lines[0][:column]) == cells(lines[2].split("澜湾站")[0])


def test_a_table_too_wide_for_columns_is_set_cell_by_cell() -> None:
    lines = [text_of(line) for line in table_lines("甲\t乙\t丙\t丁\n一\t二\t三\t四", 24)]
    assert lines == ["甲", "乙", "丙", "丁", "", "一", "二", "三", "四"]


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            Block,
            st.sampled_from(["paragraph", "heading", "quote", "list", "table", "figure", "code"]),
            st.text("澜湾市，。“”（）…—a1% \n\t", max_size=80),
        ),
        max_size=5,
    ),
    st.integers(8, 120),
)
def test_no_line_is_wider_than_the_pane(blocks: list[Block], width: int) -> None:
    for line in lines_of(of(*blocks), Style(width=width)):
        assert cells(line) <= width


def test_the_lines_of_a_headline_are_about_equally_long() -> None:
    headline = "澜湾市图书馆把夜间开放时间延长 读者可以自习到深夜（图）"
    lines = [line.strip() for line in lines_of(replace(draft(0), headline=headline), Style(52))]
    assert "澜湾市图书馆把夜间开放时间延长" in lines
    assert "读者可以自习到深夜（图）" in lines
