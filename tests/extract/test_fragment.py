from reader.extract.article.blocks import read_fragment
from reader.model import Block, Image, ListItem, Span


def test_a_fragment_is_blocks_and_nothing_is_trimmed() -> None:
    html = (
        "<p>来源：云州日报</p><p>见<a href='/a'>线路图</a>，<em>新</em></p>"
        "<img src='//i.example/1.jpg'>"
        "<h2>票价</h2><ol><li>一路</li><li>二路</li></ol>"
    )
    assert read_fragment(html, "https://a.example/b/") == (
        Block("paragraph", "来源：云州日报"),
        Block(
            "paragraph",
            "见线路图，新",
            (Span(1, 4, "link", "https://a.example/a"), Span(5, 6, "emphasis")),
        ),
        Block("figure", image=Image("https://i.example/1.jpg")),
        Block("heading", "票价", level=2),
        Block("list", "一路\n二路", items=(ListItem(number=1), ListItem(number=2))),
    )


def test_spans_of_a_list_move_with_their_item() -> None:
    html = "<ul><li>一路</li><li><b>二路</b></li></ul>"
    (block,) = read_fragment(html, "")
    (span,) = block.spans
    assert block.text[span.start : span.end] == "二路"


def test_items_of_several_paragraphs_are_no_list() -> None:
    html = "<ul><li><p>第一段话。</p><p>第二段话。</p></li><li><p>第三段话。</p></li></ul>"
    assert [block.kind for block in read_fragment(html, "")] == ["paragraph"] * 3


def test_a_table_for_the_layout_is_paragraphs() -> None:
    html = (
        f"<table><tr><td>{'长' * 80}。</td><td>短</td></tr><tr><td>一</td><td>二</td></tr></table>"
    )
    assert "table" not in {block.kind for block in read_fragment(html, "")}


def test_a_line_break_of_the_source_is_no_blank_in_chinese() -> None:
    (block,) = read_fragment("<p>三条线路\n  昨天开通，\nbus lines\nopened</p>", "")
    assert block.text == "三条线路昨天开通， bus lines opened"


def test_plain_text_is_a_paragraph() -> None:
    assert read_fragment("三条线路 &amp; 两座车站", "") == (
        Block("paragraph", "三条线路 & 两座车站"),
    )
    assert read_fragment("", "") == ()


def test_deep_nesting_is_read() -> None:
    html = "<div><blockquote><ul><li>" * 20_000 + "字"
    (block,) = read_fragment(html, "")
    assert block.text == "字"
