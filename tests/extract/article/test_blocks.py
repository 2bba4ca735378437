import pytest

from reader.extract.article.blocks import read_fragment
from tests.extract.samples import FIRST, HEADLINE, SECOND, article, paragraphs, read

CREDITS = "2024-05-06 10:20 来源：云州网"
PRICES = (
    "<table><caption>一周菜价</caption><tr><th>品名</th><th>本周</th><th>上周</th></tr>"
    "<tr><td><p>白菜</p></td><td>1.2</td><td>1.3</td></tr>"
    "<tr><td>黄瓜</td><td></td><td>3.8</td></tr></table>"
)
ROWS = "品名\t本周\t上周\n白菜\t1.2\t1.3\n黄瓜\t\t3.8"


def test_a_table_of_data_is_one_block_in_its_place() -> None:
    draft = article(CREDITS, f"<p>{FIRST}</p>{PRICES}<p>{SECOND}</p>")
    assert [(block.kind, block.text) for block in draft.blocks] == [
        ("paragraph", FIRST),
        ("paragraph", "一周菜价"),
        ("table", ROWS),
        ("paragraph", SECOND),
    ]


def test_an_article_may_be_nearly_all_table() -> None:
    rows = "".join(f"<tr><td>品种{n}</td><td>{n}.5</td></tr>" for n in range(40))
    draft = article(CREDITS, f"<p>本周菜价如下。</p><table>{rows}</table><p>下周另报。</p>")
    assert [block.kind for block in draft.blocks] == ["paragraph", "table", "paragraph"]
    assert draft.source == "云州网"


def test_the_particulars_of_a_document_are_credits_and_no_data() -> None:
    head = (
        "<table><tr><td>索引号：</td><td>0026/2024</td><td>信息来源：</td><td>市交通局</td></tr>"
        "<tr><td>发布日期：</td><td>2024-05-06</td><td>名称：</td><td>公告</td></tr></table>"
    )
    draft = read(f"<h1>{HEADLINE}</h1>{head}<div>{paragraphs()}</div>")
    assert draft.source == "市交通局"
    assert draft.published == "2024-05-06"
    assert {block.kind for block in draft.blocks} == {"paragraph"}


def test_links_in_the_cells_of_a_table_keep_their_place() -> None:
    (block,) = read_fragment(
        "<table><tr><td>一路</td><td>城南</td></tr>"
        "<tr><td>二路</td><td><a href='/2'>城北</a></td></tr></table>",
        "http://www.yunzhou.example/a",
    )
    (span,) = block.spans
    assert block.text[span.start : span.end] == "城北"
    assert span.url == "http://www.yunzhou.example/2"


def test_a_table_around_tables_is_layout() -> None:
    inner = f"<table><tr><td>{FIRST}</td></tr></table>"
    blocks = read_fragment(
        f"<table><tr><td>甲</td><td>乙</td></tr><tr><td>{inner}</td></tr></table>"
    )
    assert [block.kind for block in blocks] == ["paragraph"] * 3


def kinds(*rows: str) -> set[str]:
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows
    )
    return {block.kind for block in read_fragment(f"<table>{cells}</table>")}


@pytest.mark.parametrize(
    ("rows", "is_data"),
    [
        (("一路|城南", "二路|城北"), True),
        (("一路|城南",), False),
        (("一路|城南", "二路|"), False),
        (("一路", "城南|二路", "城北|三路"), True),
        (("一路", "城南", "二路|城北", "三路|城西"), False),
        (("一路|" + "南" * 60, "二路|城北"), True),
        (("一路|" + "南" * 61, "二路|城北"), False),
        (("来源：|城南", "二路|城北"), True),
        (("来源：|城南", "编辑：|城北"), False),
        (("一路|城南", "<a href=/2>二路</a>|<a href=/3>城北</a>"), True),
        (("一路|<a href=/1>城南</a>", "<a href=/2>二路</a>|<a href=/3>城北</a>"), False),
        (("一路|<img src=/1.jpg>", "二路|城北", "三路|城西"), False),
    ],
)
def test_data_stands_in_short_cells_of_several_columns(
    rows: tuple[str, ...], is_data: bool
) -> None:
    assert ("table" in kinds(*rows)) is is_data
