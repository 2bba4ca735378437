import pytest

from reader.errors import EmptyInput
from reader.extract.article.text_files import analyse_markdown
from reader.extract.decode import Input
from reader.model import Draft
from tests.extract.samples import FIRST, HEADLINE, SECOND, URL

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
