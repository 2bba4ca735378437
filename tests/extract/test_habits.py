"""The ways in which pages dress a short article: what stands around, before and within it."""

import pytest

from tests.extract.samples import FIRST, HEADLINE, SECOND, THIRD, article, paragraphs, read

BODY = (FIRST, SECOND, THIRD)
CREDITS = "2024-05-06 10:20 来源：云州网"
SHORT = "记者从云州市供水公司获悉，今晚十点起城北停水，请市民提前储水。"
PICTURE = "<p><img src=1.jpg></p>"


@pytest.mark.parametrize(
    "tail",
    [
        "<p>编辑：李小路</p>",
        "<p>来源：云州网</p><p>作者：王小明</p><p>编辑：李小路</p>",
        "<p>一审：王小明</p><p>二审：李小路</p><p>三审：周大同</p>",
        "<p>图片编辑：王小明</p>",
        "<p>责 编：王小明</p>",
    ],
)
def test_the_shortest_article_is_found_above_its_credits(tail: str) -> None:
    inside = article("<span>2024-05-06 10:20来源：云州网</span>", f"<p>{SHORT}</p>{tail}")
    behind = article(CREDITS, f"<p>{SHORT}</p>", tail)
    assert inside.body == behind.body == (SHORT,)
    assert inside.source == behind.source == "云州网"


@pytest.mark.parametrize("date", ["2024-05-06 10:20", "05-06 10:20"])
def test_what_stands_right_below_the_credits_wins_over_longer_words_aside(date: str) -> None:
    about = (
        "<h3>关于我们</h3><p>" + "云州网是云州市民了解家乡的窗口，每天有数万人阅读。" * 3 + "</p>"
    )
    draft = read(
        f"<h1>{HEADLINE}</h1><p>{date} 云州网</p><div><p>{SHORT}</p></div><div>{about}</div>"
    )
    assert draft.body == (SHORT,)
    assert draft.source == "云州网"


def test_a_body_in_two_elements_is_whole() -> None:
    ad = "<div><span>广告</span></div>"
    draft = read(
        f"<div><h1>{HEADLINE}</h1><p>{CREDITS}</p>"
        f"<div>{paragraphs(FIRST, SECOND)}</div>{ad}<div>{paragraphs(THIRD)}</div></div>"
    )
    assert draft.body == BODY


@pytest.mark.parametrize(
    "junk",
    [
        "<div>大 中 小</div>",
        "<p>阅读 1234</p>",
        "<div>A-A+</div>",
        "<p>摘要：</p><p>三条新线今天开通，市民出行更方便。</p>",
        "<p><strong>买车票就上<a href=/app>云州通</a>，安全，便捷，省钱！</strong></p>",
        "<div class=ad-in-article><p>荔枝节购票满二百减三十。</p></div>",
        "<p>摘要：三条新线今天开通。</p>",
        "<p>——云州公交再添新线</p>",
        "<p>原标题：</p><p>三条新线</p>",
        "<p style='display:none'>防盗版的文字，请勿转载。</p>",
    ],
)
def test_what_stands_before_the_first_paragraph_is_no_body(junk: str) -> None:
    assert article(CREDITS, junk + paragraphs()).body == BODY


@pytest.mark.parametrize(
    "junk",
    [
        "<div><a>上一张</a><a>下一张</a></div>",
        "<div>首页 上一页 1 <a href=2>2</a> 下一页 尾页</div>",
        "<p>第 1 页 / 共 3 页</p>",
        "<p><strong>更多资讯，欢迎扫描二维码关注云州网</strong></p>",
        "<p>点个“在看”，分享给更多人</p>",
        "<p>本文链接：http://www.yunzhou.example/1.html</p>",
        "<p>新闻热线：0999-1234567</p>",
        "<p>图片来源于网络，如有侵权请联系删除</p>",
        "<p>—END—</p>",
        "<p>[1] [2] [3]</p>",
        "<p>請繼續往下閱讀</p>",
        "<p>本文为付费文章，开通会员畅读全文</p>",
        "<p>海量资讯，尽在云州APP</p>",
        "<div class=tags>公交 出行</div>",
        "<div class=bdShareBox><p>云州人都在看这条新闻，你也来转一转。</p></div>",
        f"<h3>其他报道</h3><p>{SECOND}</p>",
        "<div><span>+1</span></div>",
        "<p>看更多 <a href=/x>雲州新聞</a></p>",
        "<p>不用抽 現在用APP看新聞　點我下載APP　按我看活動辦法</p>",
        f"<div>全部评论(2)</div><p>云州网友</p><p>{THIRD}</p><p>云州网友</p><p>{SECOND}</p>",
        f"<div class=replylist><p>云州网友</p>{paragraphs(THIRD, SECOND)}</div>",
        2 * f"<p>云州网友 2024-05-06 10:20</p><p>{THIRD}</p>",
        "<table><tr><td><img src=a.gif><br>鲜花</td><td><img src=b.gif><br>握手</td></tr></table>",
    ],
)
def test_what_stands_behind_the_last_paragraph_is_no_body(junk: str) -> None:
    draft = article(CREDITS, paragraphs() + junk)
    assert draft.body == BODY
    assert draft.images == ()


@pytest.mark.parametrize("place", [1, 2])
def test_links_in_the_midst_of_an_article_are_cut_out(place: int) -> None:
    pieces = [f"<p>{text}</p>" for text in BODY]
    pieces.insert(place, "<p>相关阅读：</p><p><a href=/1.html>云州又开一条新线</a></p>")
    assert article(CREDITS, "".join(pieces)).body == BODY


def test_links_between_the_lead_and_the_rest_of_an_article_are_cut_out() -> None:
    links = "".join(f"<p><a href=/{n}.html>云州又开一条新线之{n}</a></p>" for n in range(3))
    body = f"<p>{FIRST}</p><p>相关新闻：</p>{links}{paragraphs(SECOND, THIRD)}"
    assert article(CREDITS, body).body == BODY


def test_a_box_of_facts_belongs_to_the_article() -> None:
    facts = "云州公交始建于一九六五年，现有线路一百二十条，公交车两千辆。"
    box = f"<div><p><strong>新闻链接</strong></p><p>{facts}</p></div>"
    assert article(CREDITS, paragraphs(FIRST, SECOND) + box).body == (*BODY[:2], "新闻链接", facts)


def test_an_article_goes_on_below_the_name_of_a_reporter() -> None:
    report, facts = (*BODY, FIRST, SECOND), (SECOND, THIRD)
    draft = article(CREDITS, f"{paragraphs(*report)}<p>本报记者 高薇</p>{paragraphs(*facts)}")
    assert (draft.body, draft.author) == (report + facts, "高薇")


def test_sections_with_links_for_headings_are_no_teasers() -> None:
    sections = "".join(
        f"<div><h3><a href=/l{n}>城南{n}路公交</a></h3><p>{SECOND}</p></div>" for n in range(4)
    )
    body = f"<p>{FIRST}</p>{sections}<p>{THIRD}</p>"
    assert article(CREDITS, body).body[1:3] == ("城南0路公交", SECOND)


@pytest.mark.parametrize("text", ["目前已有三千人参与。", "微信支付也行。", "更多线路还在路上。"])
def test_a_short_paragraph_is_no_button(text: str) -> None:
    assert article(CREDITS, paragraphs(FIRST, text, THIRD)).body == (FIRST, text, THIRD)


def test_short_lines_below_pictures_are_verse_where_several_follow() -> None:
    verse = ("云州公交新线", "从城南到城北", "只要四十分钟")
    lines = "".join(f"<p>{line}</p>" for line in verse)
    draft = article(CREDITS, f"<p>{FIRST}</p>{PICTURE}{lines}<p>{THIRD}</p>")
    assert draft.body == (FIRST, *verse, THIRD)


def test_an_article_of_short_lines_is_found_above_the_footer() -> None:
    verse = ("风停了", "船也停了", "江上只有月亮", "照着回家的人，慢慢地走过去了。")
    assert article(CREDITS, "".join(f"<p>{line}</p>" for line in verse)).body == verse


def test_teasers_inside_the_element_of_the_article_are_cut_off() -> None:
    teasers = "".join(
        f"<div class=row><a href=/b{n}.html>云州又开一条新线之{n}</a><p>{SECOND}</p></div>"
        for n in range(4)
    )
    assert article(CREDITS, paragraphs() + teasers).body == BODY


def test_an_editor_closes_an_article_however_much_goes_on_behind() -> None:
    other = f"<h4>城北的路也修好了</h4><p>{SECOND}</p><p>{THIRD}</p>"
    draft = article(CREDITS, f"{paragraphs()}<p>责任编辑：李一</p>{other}{other}")
    assert (draft.body, draft.responsible_editor) == (BODY, "李一")


def test_a_box_that_is_named_as_an_article_wins_over_one_that_holds_more() -> None:
    aside = f"<div><b>副刊</b><p>{SECOND}</p><p>{THIRD}</p></div>"
    draft = read(
        f"<div><h1>{HEADLINE}</h1><p>{CREDITS}</p>"
        f"<div id=article-text>{paragraphs()}</div><div><ul>{aside}</ul></div></div>"
    )
    assert draft.body == BODY


def test_a_summary_that_is_all_there_is_is_the_article() -> None:
    draft = article(CREDITS, f"<div>内容简介：{SHORT}</div>")
    assert draft.body == (SHORT,)


def test_a_label_set_as_a_heading_is_no_paragraph() -> None:
    assert article(CREDITS, f"<p>阅读提示</p>{paragraphs()}").body == BODY


def test_the_name_of_a_press_alone_above_the_article_is_its_source() -> None:
    draft = article("2024-05-06 10:20", f"<div>云州时报</div>{paragraphs()}")
    assert (draft.source, draft.body) == ("云州时报", BODY)


@pytest.mark.parametrize(
    ("box", "author", "source"),
    [
        ("<div class=author>吕思颖</div>", "吕思颖", "云州网"),
        ("<span class=article-author>关注我们的消息</span>", None, "云州网"),
        ("<div class='media source'>云州早报</div>", None, "云州网"),
    ],
)
def test_the_name_of_a_box_may_be_its_label(box: str, author: str | None, source: str) -> None:
    draft = article(f"{CREDITS}</div><div>{box}")
    assert (draft.author, draft.source) == (author, source)


def test_a_caption_with_a_credit_closes_no_article() -> None:
    figure = "<figure><img src=1.jpg><figcaption>车站 图像来源: 云州社</figcaption></figure>"
    draft = article(CREDITS, f"{paragraphs(FIRST, SECOND)}{figure}{paragraphs(THIRD)}")
    assert (draft.body, draft.source) == (BODY, "云州网")


def test_key_points_among_the_paragraphs_belong_to_the_article() -> None:
    points = "核心提示：三条新线今天开通，市民出行更方便。"
    assert article(CREDITS, f"<p>{points}</p>{paragraphs()}").body == (points, *BODY)


def test_a_declaration_below_an_article_is_a_note() -> None:
    one, two = "1、本文的文字可以自由使用，无须另行联系。", "2、本文的图片也是一样，欢迎随意取用。"
    items = f"<p>{one}</p><p>{two}</p>"
    draft = article(CREDITS, f"{paragraphs()}<h4>云州网关于文章的声明：</h4>{items}")
    assert draft.body == BODY
    assert draft.notes == ("云州网关于文章的声明：", one, two)


def test_the_footer_of_the_site_is_no_note_of_the_article() -> None:
    notice, footer = "本文为云州网原创，转载请注明出处。", "Copyright © 云州网 版权所有"
    draft = article(CREDITS, "", f"<p>{notice}</p><p>{footer}</p><p>未经授权不得转载</p>")
    assert draft.notes == (notice,)


def test_a_summary_above_the_body_is_kept_apart() -> None:
    draft = article(f"{CREDITS}</div><div>摘要：三条新线今天开通。")
    assert draft.summary == "三条新线今天开通。"
    assert draft.body == BODY


def test_no_blank_stands_behind_a_stop() -> None:
    written = FIRST.replace("，", "， ")
    draft = article(CREDITS, f"<p>{written}</p><p>{SECOND}</p><p>{THIRD}</p>")
    assert draft.body == BODY


def test_the_lines_of_a_quotation_are_one_block() -> None:
    draft = article(
        CREDITS, f"<p>{FIRST}</p><blockquote>风停了，<br>船也停了。</blockquote><p>{SECOND}"
    )
    assert [(block.kind, block.text) for block in draft.blocks][1] == (
        "quote",
        "风停了，\n船也停了。",
    )


@pytest.mark.parametrize(
    ("below", "caption"),
    [
        ("<p>（记者 赵六 摄）</p>", "（记者 赵六 摄）"),
        ("<p>首班车进站。</p><p>云州社记者 <b>赵六</b> 摄</p>", "首班车进站。 云州社记者 赵六 摄"),
    ],
)
def test_who_took_a_picture_is_no_author(below: str, caption: str) -> None:
    opening = FIRST.replace("云州市", "云州社5月6日电（记者 王小明 李大同）云州市", 1)
    draft = article(CREDITS, f"{PICTURE}{below}<p>{opening}</p><p>{SECOND}</p>")
    assert draft.author == "王小明 李大同"
    assert draft.photographer == "赵六"
    assert [(image.caption, image.credit) for image in draft.images] == [(caption, "赵六")]


@pytest.mark.parametrize(
    "below", ["首班车进站", "首班车缓缓驶进高铁站，市民排队上车。"], ids=["no stop", "dateline"]
)
def test_a_short_line_below_a_picture_is_its_caption(below: str) -> None:
    opening = f"云州日报讯（记者 王小明）{FIRST}"
    draft = article(CREDITS, f"{PICTURE}<p>{below}</p><p>{opening}</p><p>{SECOND}</p>")
    assert draft.body == (opening, SECOND)
    assert [image.caption for image in draft.images] == [below]


def test_several_sentences_below_a_picture_are_the_news_itself() -> None:
    told = f"5月1日，{FIRST}云州社发 孟拓 摄"
    draft = article(CREDITS, f"{PICTURE}<p>{told}</p><p>{SECOND}</p>")
    assert (draft.body, draft.photographer) == ((told, SECOND), "孟拓")


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=/1.jpg></figure>",
        "<div><img src=/1.jpg></div><figcaption>首班车进站</figcaption>",
        "<div class=pic><img src=/1.jpg></div>",
    ],
)
def test_the_lead_picture_above_the_body_is_its_first(picture: str) -> None:
    draft = article(f"{CREDITS}</div>{picture}<div>分享")
    assert [image.url for image in draft.images] == ["http://www.yunzhou.example/1.jpg"]


@pytest.mark.parametrize("link", ["<a href=/1.jpg>", "<a class=lightbox>"])
def test_a_picture_that_opens_itself_is_one_of_the_article(link: str) -> None:
    draft = article(CREDITS, f"{paragraphs()}<p>{link}<img src=/1.jpg></a></p>")
    assert len(draft.images) == 1


def test_a_name_behind_the_last_picture_signs_all_of_them() -> None:
    draft = article(CREDITS, f"{paragraphs()}{PICTURE}<p>时云/图</p>")
    assert draft.photographer == "时云"
    assert [image.caption for image in draft.images] == [""]
    assert draft.body == BODY


@pytest.mark.parametrize(
    ("info", "published", "source"),
    [
        ("<div>2024</div><div>05/06</div><div>10:20</div><div>零距离</div>", True, "零距离"),
        ("<div>云州 · 北原</div><div>2024-05-06 10:20</div>", True, None),
        ("<span>2024-05-06 10:20</span> <span>浙江</span> <span>云州融媒</span>", True, "云州融媒"),
        (
            "<span>云州网</span> <span>2024-05-06 10:20</span> <span>字数：300</span>",
            True,
            "云州网",
        ),
        ("2024-05-06 10:20 特约评论员 王小明", True, None),
        ("发布机构：市交通局", False, "市交通局"),
        ("发布机构：市交通局 来源：云州网", False, "云州网"),
        ("<dl><dt>来源</dt><dd>市交通局</dd></dl>", False, "市交通局"),
        ("转自：云州网", False, "云州网"),
    ],
)
def test_time_and_source_are_read_as_they_are_set(
    info: str, published: bool, source: str | None
) -> None:
    draft = article(info)
    assert (draft.published == "2024-05-06T10:20+08:00") is published
    assert draft.source == source
    assert draft.body == BODY


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("云州新闻网", f"<h2>时政要闻</h2><h3>{HEADLINE}</h3>"),
        ("正文", f"<div class=bt>{HEADLINE}</div>"),
        ("", f"<p><font size=5><b>{HEADLINE}</b></font></p>"),
        ("云州三条公交...-云州新闻网", f"<h1>{HEADLINE}</h1>"),
        (f"【云州】{HEADLINE}|公交_云州网", f"<h1>{HEADLINE}</h1>"),
        (f"云州网>>社会>>{HEADLINE}", f"<h1>{HEADLINE}</h1>"),
    ],
    ids=["section", "class", "font", "cut off", "place", "path"],
)
def test_a_title_of_little_use_is_made_up_for_by_the_page(title: str, heading: str) -> None:
    draft = read(f"{heading}<p>{CREDITS}</p><div>{paragraphs()}</div>", title)
    assert draft.headline == HEADLINE
    assert draft.body == BODY


@pytest.mark.parametrize(
    ("section", "title", "head"),
    [
        ("<h1 class=logo>云州新闻网</h1>", "云州新闻网", ""),
        ("<h1>要闻</h1>", "要闻-云州新闻网", ""),
        ("<h2>云州市交通局政务公开</h2>", "云州市交通局政务公开", ""),
        ("<div><b>云州新闻网</b> 网上家园</div>", "云州新闻网 网上家园", ""),
        ("<h2>雲州新聞網</h2>", "雲州新聞網 PNN", ""),
        ("<h1>科普云州</h1>", "科普云州", f'<meta property="og:title" content="{HEADLINE}">'),
    ],
)
def test_a_section_or_a_site_that_is_all_of_the_title_is_no_headline(
    section: str, title: str, head: str
) -> None:
    box = f"<div><p class=title>{HEADLINE}</p><p>{CREDITS}</p>{paragraphs()}</div>"
    assert read(f"{section}{box}", title, head).headline == HEADLINE


def test_a_short_headline_outside_of_the_element_with_a_subtitle_stays_it() -> None:
    box = f"<div><p class=subtitle>城北三条公交线路开通</p><p>{CREDITS}</p>{paragraphs()}</div>"
    assert read(f"<h1>新线</h1>{box}", "新线_云州网").headline == "新线"


@pytest.mark.parametrize(("length", "shown"), [(60, False), (61, True)])
def test_a_short_paragraph_that_is_hidden_is_none_and_a_long_one_may_be_opened(
    length: int, shown: bool
) -> None:
    hidden = "请勿转载，".ljust(length - 1, "文") + "。"
    draft = article(CREDITS, f"{paragraphs()}<p style='display:none'>{hidden}</p>{paragraphs()}")
    assert (hidden in draft.body) is shown
