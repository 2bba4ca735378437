import pytest

from reader.errors import EmptyInput, NotText
from reader.extract.article.text_files import analyse_markdown, analyse_text
from reader.extract.decode import Input
from reader.model import Draft
from tests.extract.samples import FIRST, HEADLINE, NOW, SECOND, THIRD, URL, text

BODY = (FIRST, SECOND, THIRD)
FIGURE = "云州高新区：三条新线一天开通 职工出行有了新选择"
SAVED = f"""云岭黑土

南平 北原 西川 东湖 高新技术产业区

热线:0999-1234567
邮箱:news@yunzhou.example

{FIGURE}

2024-05-06 10:20:30  |  来源:云州网  |  编辑:田一   |  责编:李乙

  原题:{FIGURE}

  云州网5月6日讯(云州网 客户端记者 贾子一/文):{FIRST}

  做职工身边的“公交车”、做市民出行的“好帮手”......

  在高新区,“公交优先”的想法体现在行动中。

  一线串三区 "家门口"就能上车

  {SECOND}

{FIGURE}

{FIGURE}

  {THIRD}

  票价不变 换乘优惠继续保留

  {SECOND}今年以来,已有三万人次乘坐。

{FIGURE}

  {THIRD}他们还说,早高峰最好加车。

   罗一/图

云州网版权与信息产品内容销售的声明:

  • 1、“云州网”由云州日报社主办，未经本网书面授权不得转载、摘编或复制上述作品。
  • 2、本网其他来源作品，均转载自其他媒体，转载目的在于传播更多信息，丰富网络文化。
"""


def saved() -> Draft:
    return analyse_text(Input(SAVED.encode())).draft


def test_a_page_saved_as_text_gives_all_its_credits() -> None:
    draft = saved()
    assert draft.headline == FIGURE
    assert draft.original_title == FIGURE
    assert draft.published == "2024-05-06T10:20:30+08:00"
    assert draft.source == "云州网"
    assert draft.author == "贾子一"
    assert draft.editor == "田一"
    assert draft.responsible_editor == "李乙"
    assert draft.photographer == "罗一"


def test_a_page_saved_as_text_keeps_its_masthead() -> None:
    masthead = saved().masthead
    assert masthead is not None
    assert masthead.channel == "云岭黑土"
    assert [city.title for city in masthead.cities] == [
        *("南平", "北原", "西川", "东湖", "高新技术产业区")
    ]
    assert masthead.hotline == "0999-1234567"
    assert masthead.email == "news@yunzhou.example"


def test_where_the_headline_stands_alone_again_there_was_a_picture() -> None:
    draft = saved()
    assert [block.kind for block in draft.blocks] == [
        *("paragraph", "paragraph", "paragraph", "heading", "paragraph", "figure", "figure"),
        *("paragraph", "heading", "paragraph", "figure", "paragraph"),
    ]
    assert all(image.url is None and image.caption == "" for image in draft.images)


def test_short_lines_between_paragraphs_are_headings() -> None:
    headings = [block.text for block in saved().blocks if block.kind == "heading"]
    assert headings == ['一线串三区 "家门口"就能上车', "票价不变 换乘优惠继续保留"]


def test_credits_and_copyright_are_no_body() -> None:
    draft = saved()
    assert draft.body[0].startswith("云州网5月6日讯")
    assert draft.body[-1].endswith("早高峰最好加车。")
    assert len(draft.notes) == 3
    assert draft.notes[0].endswith("声明:")
    assert draft.notes[1].startswith("• 1、“云州网”")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_any_charset(charset: str) -> None:
    assert analyse_text(Input(SAVED.encode(charset))).draft == saved()


def test_a_text_in_big5_is_read() -> None:
    lines = ("雲州三條公車新線開通", "記者來到現場，這裡有很多人，市民說新的線路為他們帶來方便。")
    assert analyse_text(Input("\n".join(lines).encode("big5"))).draft.body == lines[1:]


@pytest.mark.parametrize(
    ("indent", "gap"),
    [
        ("", "\n"),
        ("", "\n\n"),
        ("　　", "\n"),
        ("    ", "\n\n"),
        ("\t", "\r\n"),
        (" \xa0", "\n \n"),
    ],
)
def test_paragraphs_are_told_by_lines_however_they_are_set(indent: str, gap: str) -> None:
    lines = (HEADLINE, "2024年5月6日 10：20  来源：云州日报  责编：李乙", *BODY)
    draft = analyse_text(Input(gap.join(indent + line for line in lines).encode())).draft
    assert (draft.headline, draft.body) == (HEADLINE, BODY)
    assert (draft.source, draft.responsible_editor) == ("云州日报", "李乙")
    assert draft.published == "2024-05-06T10:20+08:00"


def test_half_width_punctuation_is_read_alike() -> None:
    half = tuple(line.replace("，", ",").replace("。", ".") for line in BODY)
    draft = text(HEADLINE, "2024-05-06 10:20 来源:云州日报", *half)
    assert (draft.headline, draft.body) == (HEADLINE, half)


def test_headline_and_paragraphs_are_enough() -> None:
    draft = text(HEADLINE, *BODY)
    assert (draft.headline, draft.body, draft.published) == (HEADLINE, BODY, None)


def test_a_lone_paragraph_is_called_by_its_first_words() -> None:
    draft = text(FIRST)
    assert draft.headline == "云州市今年新建的三条公交线路昨天开通"
    assert draft.body == (FIRST,)


def test_a_subtitle_between_headline_and_credits_is_neither() -> None:
    draft = text(HEADLINE, "全部采用纯电动公交车", "2024-05-06 来源：云州网", *BODY)
    assert (draft.headline, draft.body) == (HEADLINE, BODY)


def test_the_rendering_of_a_page_gives_the_article_alone() -> None:
    draft = text(
        f"{HEADLINE}_社会_云州新闻网",
        *("首页", "时政", "社会", "财经 教育 体育 旅游 视频", "您的位置：首页 > 社会"),
        *(HEADLINE, "分享到：", "微信", "2024-05-06 10:20 来源： 云州日报 字号：大 中 小"),
        *BODY,
        *("编辑：李小路", "相关新闻", "·云州明年再开五条公交线路", "·云州地铁一号线动工"),
        *("版权所有 云州新闻网", "地址：云州市人民路1号，邮编：100000，欢迎来信来电反映问题。"),
    )
    assert (draft.headline, draft.body) == (HEADLINE, BODY)
    assert (draft.source, draft.editor) == ("云州日报", "李小路")


def test_relative_times_need_a_clock() -> None:
    data = f"{HEADLINE}\n来源：云州日报 3小时前\n{FIRST}".encode()
    assert analyse_text(Input(data)).draft.published is None
    assert analyse_text(Input(data, now=NOW)).draft.published == "2024-05-06T15:30+08:00"


def test_lines_with_bullets_are_a_list() -> None:
    draft = text(HEADLINE, FIRST, "• 一路，从城南到高铁站。", "• 二路，从城北到高铁站。", SECOND)
    assert [(block.kind, block.text) for block in draft.blocks[1:2]] == [
        ("list", "一路，从城南到高铁站。\n二路，从城北到高铁站。")
    ]


def test_nothing_and_binaries_are_said() -> None:
    with pytest.raises(EmptyInput, match="甲"):
        analyse_text(Input(" \n\u3000\n".encode(), "甲"))
    with pytest.raises(NotText, match="甲"):
        analyse_text(Input(b"\x00\x01\x02", "甲"))


def test_the_title_of_the_page_is_a_headline_without_the_site() -> None:
    credits = "2024-05-06 10:20 来源：云州日报"
    draft = text(f"{HEADLINE} - 云州新闻网", "首页 时政 社会", credits, FIRST, SECOND)
    assert draft.headline == HEADLINE


def test_behind_two_lists_of_related_news_no_longer_text_is_the_article() -> None:
    other = ["另一篇报道说，河边的步道修好了，早晚都有人散步，孩子们也来放风筝。"] * 9
    draft = text(HEADLINE, *BODY, "相关新闻", "相关阅读", *other)
    assert draft.body == BODY


@pytest.mark.parametrize(("lines", "ends"), [(11, False), (12, True)])
def test_behind_twelve_lines_without_prose_no_article_goes_on(lines: int, ends: bool) -> None:
    draft = text(HEADLINE, *BODY, *["云州风光"] * lines, *BODY * 2)
    assert draft.body[: len(BODY)] == BODY
    assert (len(draft.body) == len(BODY)) is ends


def test_a_first_line_of_more_than_eighty_characters_is_a_paragraph() -> None:
    first = "车" * 80
    assert text(first, *BODY).headline == first
    assert text(first + "车", *BODY).body == (first + "车", *BODY)


def test_a_heading_between_paragraphs_is_of_forty_characters_at_most() -> None:
    for length, kind in ((40, "heading"), (41, "paragraph")):
        assert text(HEADLINE, FIRST, "车" * length, SECOND).blocks[1].kind == kind


def test_one_line_with_a_bullet_is_no_list() -> None:
    draft = text(HEADLINE, FIRST, "• 一路，从城南到高铁站，每天运行十六个小时。", SECOND)
    assert [block.kind for block in draft.blocks] == ["paragraph"] * 3


MATTER = f"""---
title: {HEADLINE}
date: 2024-05-06 10:20
作者: 王小明、李大同
source: "云州日报"
link: http://www.yunzhou.example/2024/0506/c.html
tags: [公交, 云州]
---
"""
TEXT = f"""# {HEADLINE}

2024-05-06 来源：云州网 编辑：赵六 责编：钱七

云州网讯（记者 张三）**三条**线路
昨天开通。[线路图](../x.html)

## 票价

> 公交优先。

- 一路
- 二路

| 线路 | 票价 |
|------|------|
| 一路 | 两元 |

![首班车。王五 摄](i/1.jpg)

{SECOND}
"""


def read(text: str) -> Draft:
    return analyse_markdown(Input(text.encode(), url=URL)).draft


def test_the_first_heading_is_the_headline_and_credits_follow() -> None:
    draft = read(TEXT)
    assert draft.headline == HEADLINE
    assert draft.published == "2024-05-06"
    assert draft.source == "云州网"
    assert draft.author == "张三"
    assert (draft.editor, draft.responsible_editor) == ("赵六", "钱七")
    assert draft.url == URL


def test_the_blocks_of_markdown_are_those_of_a_page() -> None:
    draft = read(TEXT)
    assert [(block.kind, block.text) for block in draft.blocks] == [
        ("paragraph", "云州网讯（记者 张三）三条线路昨天开通。线路图"),
        ("heading", "票价"),
        ("quote", "公交优先。"),
        ("list", "一路\n二路"),
        ("table", "线路\t票价\n一路\t两元"),
        ("figure", "首班车。王五 摄"),
        ("paragraph", SECOND),
    ]
    assert {span.style for span in draft.blocks[0].spans} == {"strong", "link"}
    (image,) = draft.images
    assert image.url == "http://www.yunzhou.example/2024/0506/i/1.jpg"
    assert (image.caption, image.credit) == ("首班车。王五 摄", "王五")


def test_a_caption_that_repeats_the_alternative_text_is_read_once() -> None:
    repeated = TEXT.replace("(i/1.jpg)\n", "(i/1.jpg)\n\n首班车。王五 摄\n")
    assert repeated != TEXT and read(repeated).blocks == read(TEXT).blocks


def test_front_matter_comes_before_what_the_text_states() -> None:
    draft = read(MATTER + TEXT)
    assert draft.headline == HEADLINE
    assert draft.published == "2024-05-06T10:20+08:00"
    assert draft.source == "云州日报"
    assert draft.author == "王小明 李大同"
    assert draft.editor == "赵六"
    assert draft.url == "http://www.yunzhou.example/2024/0506/c.html"
    assert draft.body[0].startswith("云州网讯")


def test_a_section_before_all_text_does_not_replace_the_title_of_the_front_matter() -> None:
    draft = read(f"{MATTER}\n{FIRST}\n\n# 票价\n\n{SECOND}\n")
    assert draft.headline == HEADLINE
    assert draft.body == (FIRST, "票价", SECOND)


def test_markdown_without_heading_is_called_by_its_first_words() -> None:
    draft = read(FIRST)
    assert draft.headline == "云州市今年新建的三条公交线路昨天开通"
    assert draft.body == (FIRST,)


def test_scripts_and_odd_links_do_not_pass() -> None:
    draft = read(f"# {HEADLINE}\n\n{FIRST}<script>x()</script>[a](javascript:x())\n")
    assert "x()" not in draft.body[0].removesuffix("[a](javascript:x())")
    assert draft.blocks[0].spans == ()


def test_an_empty_file_is_said() -> None:
    with pytest.raises(EmptyInput, match="甲"):
        analyse_markdown(Input(b"\n\n", "甲"))


def test_in_markdown_every_word_is_the_article() -> None:
    table = "| 上一篇、下一篇 | `[` `]` |\n| --- | --- |\n| 收藏 | `s` |\n| 更多 | `m` |\n"
    draft = read(f"# {HEADLINE}\n\n{FIRST}\n\n{table}\n```\nzhnews fetch\n```\n\n分享\n")
    assert [(block.kind, block.text) for block in draft.blocks] == [
        ("paragraph", FIRST),
        ("table", "上一篇、下一篇\t[ ]\n收藏\ts\n更多\tm"),
        ("code", "zhnews fetch"),
        ("paragraph", "分享"),
    ]


def test_credits_and_notices_at_the_end_of_markdown_are_no_body() -> None:
    draft = read(f"# {HEADLINE}\n\n{FIRST}\n\n编辑：赵六\n\n版权所有，转载请注明来源。\n")
    assert draft.body == (FIRST,)
    assert draft.editor == "赵六"
    assert draft.notes == ("版权所有，转载请注明来源。",)
