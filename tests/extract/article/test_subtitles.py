"""Kicker (引题) and subtitle (副题), in the ways that pages mark them."""

import pytest

from reader.model import Draft
from tests.extract.samples import FIRST, HEADLINE, SECOND, THIRD, paragraphs, read, text

ABOVE = "市民盼了三年，城南不再绕路"
BELOW = "全程三十六站，早晚高峰五分钟一班"
CREDITS = "<div>2024-05-06 08:00 来源：云州日报</div>"


def lesser(titles: str, credits: str = CREDITS, body: str = paragraphs()) -> Draft:
    return read(f"<div class=main>{titles}{credits}<div class=text>{body}</div></div>")


@pytest.mark.parametrize(
    "titles",
    [
        f"<p class=yinti>{ABOVE}</p><h1>{HEADLINE}</h1><p class=futi>{BELOW}</p>",
        f"<div class='intro-title'><span>{ABOVE}</span></div><h1>{HEADLINE}</h1>"
        f"<div id=sub_title>{BELOW}</div>",
        f"<h3>{ABOVE}</h3><h1>{HEADLINE}</h1><h2>{BELOW}</h2>",
        f"<h1>{HEADLINE}</h1><p>引题：{ABOVE}</p><p>副题：{BELOW}</p>",
        f"<table><tr><td>{ABOVE}</td></tr><tr><td><b>{HEADLINE}</b></td></tr>"
        f"<tr><td>{BELOW}</td></tr></table>",
    ],
    ids=["named", "named with a dash", "headings", "labelled", "a block of titles"],
)
def test_lesser_titles_are_kept_apart(titles: str) -> None:
    draft = lesser(titles)
    assert (draft.kicker, draft.headline, draft.subtitle) == (ABOVE, HEADLINE, BELOW)
    assert draft.body == (FIRST, SECOND, THIRD)


def test_a_subtitle_begins_with_a_dash() -> None:
    draft = lesser(f"<h1>{HEADLINE}</h1><p>——{BELOW}</p>")
    assert (draft.kicker, draft.subtitle) == (None, BELOW)
    assert draft.source == "云州日报"


@pytest.mark.parametrize("mark", ["——", "副题：", "【副标题】："])
def test_a_text_states_a_subtitle_by_a_label_or_a_dash(mark: str) -> None:
    draft = text(HEADLINE, f"{mark}{BELOW}", "来源：云州日报", FIRST, SECOND)
    assert (draft.subtitle, draft.body) == (BELOW, (FIRST, SECOND))


@pytest.mark.parametrize(
    "titles",
    [
        f"<h3>云州新闻网</h3><h1>{HEADLINE}</h1>",
        f"<h3><a href=/minsheng/>民生频道的工作动态</a></h3><h1>{HEADLINE}</h1>",
        f"<h1>{HEADLINE}</h1><h2>{HEADLINE}</h2>",
        f"<div><span>新闻</span></div><h1>{HEADLINE}</h1><h2>2024年5月6日 08:00</h2>",
        f"<h1>{HEADLINE}</h1><div class=subtitle>来源：云州日报 编辑：李一</div>",
    ],
    ids=["a site", "a channel", "a repetition", "a date", "credits"],
)
def test_what_is_no_title_is_none(titles: str) -> None:
    draft = lesser(titles)
    assert (draft.headline, draft.kicker, draft.subtitle) == (HEADLINE, None, None)


def test_the_first_of_several_sections_is_no_subtitle() -> None:
    body = "".join(f"<h2>{title}</h2><p>{FIRST}</p>" for title in ("三条线路这样走", "票价怎么算"))
    draft = lesser(f"<h1>{HEADLINE}</h1>", "", body)
    assert draft.subtitle is None
    assert [block.kind for block in draft.blocks] == ["heading", "paragraph"] * 2


def test_a_kicker_may_say_that_it_is_one() -> None:
    draft = read(
        f"<div><p>引题：{ABOVE}</p><h1>{HEADLINE}</h1><p>副题：{BELOW}</p>{paragraphs()}</div>"
    )
    assert (draft.kicker, draft.headline, draft.subtitle) == (ABOVE, HEADLINE, BELOW)


def test_the_pages_of_a_paper_may_state_them_in_a_comment() -> None:
    stated = (
        f"<!--enpproperty <date>2024-05-06</date><title>{HEADLINE}</title>"
        f"<introtitle>{ABOVE}</introtitle><subtitle></subtitle>/enpproperty-->"
    )
    draft = lesser(f"<h1>{HEADLINE}</h1>{stated}")
    assert (draft.kicker, draft.headline, draft.subtitle) == (ABOVE, HEADLINE, None)
    again = lesser(f"<h1>{HEADLINE}</h1>{stated.replace(ABOVE, HEADLINE)}")
    assert again.kicker is None
