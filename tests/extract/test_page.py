import pytest

from reader.extract.page import read_page
from reader.model import Link
from tests.extract.samples import (
    FIRST,
    HEADLINE,
    NOW,
    SECOND,
    THIRD,
    article,
    page,
    paragraphs,
    read,
)

BODY = (FIRST, SECOND, THIRD)


def test_a_page_gives_headline_time_source_editors_and_nothing_but_its_body() -> None:
    draft = article(
        "2024年05月06日 10:20:30　来源：<a href=/>云州日报</a><span>大字体</span><b>分享到：</b>",
        tail="<div>编辑：李小路</div><div>责任编辑：周大同</div><div>打印 关闭</div>",
    )
    assert draft.headline == HEADLINE
    assert draft.published == "2024-05-06T10:20:30+08:00"
    assert draft.source == "云州日报"
    assert draft.editor == "李小路"
    assert draft.responsible_editor == "周大同"
    assert draft.author is None
    assert draft.body == BODY
    assert draft.extent == "full"


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<div>{text}</div>" for text in BODY),
        "<br><br>".join(f"　　{text}" for text in BODY),
        "<br/>".join(f"<span>{text}</span>" for text in BODY),
        "<table><tr><td>" + "</td></tr><tr><td>".join(f"<p>{text}" for text in BODY) + "</table>",
        "<font size=3>" + "".join(f"<p>{text}" for text in BODY) + "</font>",
        "<!-- a --><script>var a='<p>b</p>'</script>" + paragraphs() + "<style>p{}</style>",
        "<html><head></head><body>" + paragraphs() + "</body></html>",
    ],
    ids=["div", "br", "span", "table", "font", "comments and scripts", "nested document"],
)
def test_paragraphs_are_found_however_they_are_marked_up(body: str) -> None:
    assert article("2024-05-06 10:20 来源：云州网", body).body == BODY


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        (f"{HEADLINE}_社会_云州新闻网", f"<div class=t>{HEADLINE}</div>"),
        (f"{HEADLINE} - 云州新闻网", f"<h2>{HEADLINE}</h2><div class=fixed>{HEADLINE}</div>"),
        (f"云州新闻网 公交 {HEADLINE}", f"<div>{HEADLINE}</div>"),
        (f"{HEADLINE}(图)_云州新闻网", f"<div>{HEADLINE}</div>"),
        (f"{HEADLINE}--云州新闻网", "<p>云州三条<br>公交新线开通</p>"),
        (f"{HEADLINE}--云州新闻网", f"<h1>{HEADLINE}</h1><p>{HEADLINE}--云州新闻网</p>"),
        ("云州新闻网", f"<div>{HEADLINE}</div>"),
        ("", f"<div>{HEADLINE}</div>"),
        (f"{HEADLINE}_云州新闻网", ""),
    ],
    ids=[
        "div",
        "twice",
        "site first",
        "with more",
        "two lines",
        "title too",
        "site",
        "none",
        "only",
    ],
)
def test_the_headline_is_what_the_title_begins_with(title: str, heading: str) -> None:
    draft = read(f"{heading}<p>2024-05-06 10:20 来源：云州网</p><div>{paragraphs()}</div>", title)
    assert draft.headline == HEADLINE
    assert draft.body == BODY


def test_without_title_and_credits_the_first_heading_is_the_headline() -> None:
    draft = read(f"<h1>{HEADLINE}</h1><div>{paragraphs()}</div>", title="")
    assert draft.headline == HEADLINE


def test_the_time_is_the_one_of_publication() -> None:
    draft = article("更新时间：2024-05-06 12:00 | 发布时间：2024-05-06 10:20")
    assert draft.published == "2024-05-06T10:20+08:00"


def test_the_time_may_stand_above_the_headline_or_below_the_body() -> None:
    above = read(f"<div>2024-05-06 10:20</div><h1>{HEADLINE}</h1><div>{paragraphs()}</div>")
    below = article("", tail="<p>发布日期：2024-05-06 10:20 所属分类：社会</p>")
    assert above.published == below.published == "2024-05-06T10:20+08:00"


def test_a_missing_year_comes_from_the_head_of_the_page() -> None:
    middle = f"<h1>{HEADLINE}</h1><p>发布时间：05-06 10:20</p><div>{paragraphs()}</div>"
    head = '<meta itemprop="dateUpdate" content="2023-05-06 11:00:00">'
    draft = read_page(page(middle, head=head), "http://www.yunzhou.example/a")
    assert draft.published == "2023-05-06T10:20+08:00"


def test_what_depends_on_the_clock_is_read_only_with_a_clock() -> None:
    data = page(f"<h1>{HEADLINE}</h1><p>3小时前 云州日报</p><div>{paragraphs()}</div>")
    assert read_page(data, "http://www.yunzhou.example/a").published is None
    assert read_page(data, "http://www.yunzhou.example/a", now=NOW).published == (
        "2024-05-06T15:30+08:00"
    )


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-05-06T10:20:00+08:00">',
        '<meta name="PubDate" content="2024-05-06 10:20:00">',
        '<script>var ct = "1714962000";</script>',
        '<script type="application/ld+json">{"datePublished": "2024-05-06 10:20:00"}</script>',
    ],
)
def test_a_time_that_no_line_shows_comes_from_the_head(head: str) -> None:
    draft = read(f"<h1>{HEADLINE}</h1><div>{paragraphs()}</div>", head=head)
    assert draft.published == "2024-05-06T10:20:00+08:00"


def test_scripts_that_hold_several_times_tell_nothing() -> None:
    script = '<script>[{"pubDate":"2024-05-06"},{"pubDate":"2024-05-05"}]</script>'
    assert read(f"<h1>{HEADLINE}</h1><div>{paragraphs()}</div>{script}").published is None


@pytest.mark.parametrize(
    ("credits", "tail", "stated"),
    [
        (
            "来源：云网 | 2024年05月06日 10:20:30",
            "<i>编辑：李一</i><i>责任编辑：周二</i>",
            "云网,,李一,周二",
        ),
        (
            "<p>本报记者 吴 迪</p>2024年05月06日10:20  来源：云网－云州日报",
            "(责编：郑一、冯二)",
            "云网－云州日报,吴迪,,郑一 冯二",
        ),
        ("云网 2024-05-06 10:20 <p>云网记者｜何田</p>", "编辑｜高远", "云网,何田,高远,"),
        ("[来源：云网] [作者：张三] [编辑：李四] 2024-05-06", "", "云网,张三,李四,"),
        ("来源于 <a>云网</a> 2024年05月06日 10:20 听新闻", "", "云网,,,"),
        ("时间：2024-05-06|文章来源：云网|责任编辑：王 一", "", "云网,,,王一"),
        ("<ul><li>2024-05-06<li>来源：<li>云网<li>作者：<li>吴小山</ul>", "", "云网,吴小山,,"),
        ("云网-《云州报》 2024-05-06", "<p>[责任编辑：张三 PN1]</p>", "云网-《云州报》,,,张三"),
        ("张三<br>2024-05-06 10:20", "", ",张三,,"),
        ("2024-05-06 雲合報／ 記者張大中／雲州即時報導", "", "雲合報,張大中,,"),
        ("2024-05-06 来源：云网 【字号：大 中 小】", "<p>【责任编辑：】</p>", "云网,,,"),
    ],
)
def test_credits_are_read_as_sites_write_them(credits: str, tail: str, stated: str) -> None:
    draft = article(credits, tail=f"<div>{tail}</div>")
    read = (draft.source, draft.author, draft.editor, draft.responsible_editor)
    assert ",".join(name or "" for name in read) == stated
    assert draft.body == BODY


def test_readers_comments_do_not_outweigh_the_article() -> None:
    comment = "<p>网友</p><p>这条线路我天天都在坐，确实很方便，希望再多开一些班次才好，支持！</p>"
    draft = article("2024-05-06", tail=f"<div><h3>网友评论</h3>{comment * 9}</div>")
    assert draft.body == BODY


def test_a_subtitle_before_the_credits_is_no_paragraph() -> None:
    middle = (
        f"<div><h2>{HEADLINE}</h2><h3>全部采用纯电动公交车</h3><p>时间：2024-05-06 来源：云州网</p>"
        f"{paragraphs()}</div>"
    )
    assert read(middle).body == BODY


@pytest.mark.parametrize(
    ("above", "credits", "below", "published"),
    [
        ("", "云州网", "<p>来源：云州网 2024-05-06 10:20</p>", "2024-05-06T10:20+08:00"),
        ("<p>2024年5月6日 星期一 版面导航</p>", "", "", "2024-05-06"),
        ("", "24-05-06 10:20", "", "2024-05-06T10:20+08:00"),
        ("<p>2024</p><p>05/06</p><p>10:20</p>", "", "", "2024-05-06T10:20+08:00"),
        ("", "2024-05-06 HKT 10:20", "", "2024-05-06T10:20+08:00"),
        ("<p>2024-5-6 <a href=#>字号：大</a></p>", "", "", "2024-05-06"),
    ],
    ids=[
        "beside the source below",
        "the day of an issue",
        "two digits",
        "pieces",
        "a zone before",
        "beside tools",
    ],
)
def test_a_time_may_stand_far_from_the_headline(
    above: str, credits: str, below: str, published: str
) -> None:
    middle = (
        f"{above}<div class=main><h1>{HEADLINE}</h1><div>{credits}</div>"
        f"<div>{paragraphs()}</div>{below}</div>"
    )
    assert read(middle).published == published


def test_the_head_of_a_page_tells_the_year_of_a_later_day_too() -> None:
    data = page(
        f"<h1>{HEADLINE}</h1><p>01-02 10:21 云州网</p><div>{paragraphs()}</div>",
        head="<meta name=publishdate content=2021-12-31>",
    )
    assert read_page(data, "http://www.yunzhou.example/a").published == "2022-01-02T10:21+08:00"


def test_a_picture_may_tell_the_year() -> None:
    body = f"<p><img src=/2021/0507/1.jpg></p>{paragraphs()}"
    data = page(f"<h1>{HEADLINE}</h1><p>05/07 10:21 云州网</p><div>{body}</div>")
    assert read_page(data, "http://www.yunzhou.example/a").published == "2021-05-07T10:21+08:00"


def test_the_press_of_a_byline_is_the_source_where_there_is_no_other() -> None:
    draft = article("2024-05-06 10:20</div><div>云州早报记者 唐小茉")
    assert (draft.source, draft.author) == ("云州早报", "唐小茉")


def test_an_original_title_is_kept_apart() -> None:
    draft = article("2024-05-06", f"<p>（原标题：云州开三条线）</p>{paragraphs()}")
    assert draft.original_title == "云州开三条线"
    assert draft.body == BODY


def test_what_follows_the_closing_credits_is_no_body() -> None:
    body = f"{paragraphs()}<p>编辑｜高远</p><p>来源｜云州发布</p><p>回复【公交】看看线路图！</p>"
    draft = article("2024-05-06 来源：云州日报", body)
    assert draft.body == BODY
    assert (draft.source, draft.editor) == ("云州日报", "高远")


def test_a_promotion_within_the_body_is_cut_out_with_its_copy() -> None:
    promotion = (
        "<div><p>延伸阅读</p><p>云州去年也开通了两条新的线路，当时市民就已经很欢迎。</p></div>"
    )
    copy = "<p>云州去年也开通了两条新的线路，当时市民就已经很欢迎。</p>"
    body = f"{paragraphs(FIRST)}{promotion}{paragraphs(SECOND, THIRD)}{copy}"
    assert article("2024-05-06", body).body == BODY


def test_a_link_behind_the_last_word_is_cut_off() -> None:
    body = f"{paragraphs(FIRST, SECOND)}<p>{THIRD}<a href=/>返回首页，查看更多</a></p>"
    assert article("2024-05-06", body).body == BODY


def test_a_link_in_the_text_stays_and_is_resolved() -> None:
    draft = article("2024-05-06", f'<p>{FIRST}<a href="../x.html">线路图</a>已公布。</p>')
    (block,) = draft.blocks
    (span,) = block.spans
    assert block.text[span.start : span.end] == "线路图"
    assert span.url == "http://www.yunzhou.example/2024/x.html"


def test_a_link_that_runs_a_script_is_text() -> None:
    draft = article("2024-05-06", f'<p>{FIRST}<a href="javascript:x()">线路图</a>已公布。</p>')
    assert draft.blocks[0].spans == ()


def test_bold_lines_are_headings_and_bold_words_are_spans() -> None:
    body = (
        f"{paragraphs(FIRST)}<p><b>关注票价</b></p><p><strong>两元</strong>一票制，老人免费。</p>"
    )
    draft = article("2024-05-06", body)
    assert [block.kind for block in draft.blocks] == ["paragraph", "heading", "paragraph"]
    assert draft.blocks[1].text == "关注票价"
    assert draft.blocks[2].spans[0].style == "strong"


def test_where_all_is_bold_nothing_is_a_heading() -> None:
    body = "".join(f"<p><b>{text}</b></p>" for text in ("短句一行", *BODY))
    assert all(block.kind == "paragraph" for block in article("2024-05-06", body).blocks)


def test_lists_quotes_and_tables_are_blocks() -> None:
    body = (
        f"{paragraphs()}<h3>线路</h3><ul><li>一路：城南到高铁站</li><li>二路</li></ul>"
        "<blockquote><p>公交优先。</p></blockquote>"
        "<table><tr><th>线路</th><th>票价</th></tr><tr><td>一路</td><td>两元</td></tr></table>"
    )
    draft = article("2024-05-06", body)
    assert [(block.kind, block.text) for block in draft.blocks[3:]] == [
        ("heading", "线路"),
        ("list", "一路：城南到高铁站\n二路"),
        ("quote", "公交优先。"),
        ("table", "线路\t票价\n一路\t两元"),
    ]
    assert draft.body[-4:] == ("二路", "公交优先。", "线路\t票价", "一路\t两元")


def test_a_short_article_wins_over_a_long_declaration() -> None:
    short = "本报讯 市气象台预报，明天云州多云转小雨，气温十二到十八摄氏度，请市民出门带伞。"
    declaration = (
        "声明：凡本网注明“来源：云州网”的所有作品，版权均属于云州网，未经本网授权不得转载、摘编或"
        "利用其它方式使用上述作品。违反上述声明者，本网将追究其相关法律责任。"
    )
    draft = article("2024-05-06 10:20 云州晚报", f"<p>{short}</p>", f"<div>{declaration}</div>")
    assert draft.body == (short,)
    assert draft.source == "云州晚报"
    assert draft.notes == (declaration,)


def test_a_page_whose_whole_body_is_a_caption_has_a_body() -> None:
    caption = "5月5日，游客在云州市人民公园赏花。时下，园内樱花盛开，吸引众多市民前来。（王一 摄）"
    body = f'<p><a href=a_2.html><img src="/i/1.jpg" width=800></a></p><p>{caption}</p>'
    draft = article("2024-05-06 来源：云州网", body)
    assert draft.body == (caption,)
    assert [image.credit for image in draft.images] == ["王一"]
    assert draft.photographer == "王一"


def test_the_lead_picture_above_the_body_belongs_to_it() -> None:
    lead = "<div><img src=/i/1.jpg><p>新线首班车。（李一 摄）</p></div>"
    draft = article("2024-05-06", tail="").images
    assert draft == ()
    draft = article(f"2024-05-06</div>{lead}<div>").images
    assert [(image.url, image.caption) for image in draft] == [
        ("http://www.yunzhou.example/i/1.jpg", "新线首班车。（李一 摄）")
    ]


def test_pictures_stand_in_their_place_with_captions_and_credits() -> None:
    body = (
        f"{paragraphs(FIRST)}<p><img data-src='//img.example/1.jpg' src=loading.gif></p>"
        f"<p>▲新线首班车 李一 摄</p>{paragraphs(SECOND)}<figure><img src=2.jpg>"
        f"<figcaption>车站</figcaption></figure>{paragraphs(THIRD)}"
    )
    draft = article("2024-05-06", body)
    assert [block.kind for block in draft.blocks] == [
        *("paragraph", "figure", "paragraph", "figure", "paragraph")
    ]
    assert [(image.url, image.caption, image.credit) for image in draft.images] == [
        ("http://img.example/1.jpg", "▲新线首班车 李一 摄", "李一"),
        ("http://www.yunzhou.example/2024/0506/2.jpg", "车站", ""),
    ]
    assert draft.body == BODY


def test_the_line_below_a_picture_is_a_paragraph_unless_it_says_otherwise() -> None:
    body = f"{paragraphs(FIRST)}<p><img src=1.jpg></p><p>车站里人很多。</p>{paragraphs(SECOND)}"
    assert "车站里人很多。" in article("2024-05-06", body).body


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="end.png" width=13 height=12>',
        '<img src="/images/qrcode_1.png">',
        '<img src="/static/logo.png">',
        '<img src="data:image/png;base64,AAAA">',
        '<div class="ad-box"><img src="/i/x.jpg"></div>',
        '<div class="wx-qr"><img src="/i/x.jpg"></div>',
        '<p>据了解，<img src="/i/face.gif">市民很欢迎。</p>',
        '<a href="/"><img src="/i/x.jpg"></a>',
    ],
)
def test_icons_codes_and_advertisements_are_no_pictures(picture: str) -> None:
    assert article("2024-05-06", paragraphs() + picture).images == ()


@pytest.mark.parametrize(
    "links",
    [
        "<a href=a_1.html>1</a> <a href=a_2.html>2</a> <a href=a_3.html>3</a>"
        " <a href=a_2.html>下一页</a>",
        "1 <a href='a_2.html'>2</a><a href='a_3.html'>[3]</a>",
    ],
)
def test_the_further_pages_are_given(links: str) -> None:
    draft = article("2024-05-06", tail=f"<div>{links}</div>")
    folder = "http://www.yunzhou.example/2024/0506/"
    assert draft.pages == (f"{folder}a_2.html", f"{folder}a_3.html")


def test_the_next_article_is_no_further_page() -> None:
    draft = article("2024-05-06", tail="<a href=b_9.html>下一页</a><a href=/other/2.html>2</a>")
    assert draft.pages == ()


@pytest.mark.parametrize("between", [" ", "</li><li>"])
def test_a_masthead_is_read_where_a_page_has_one(between: str) -> None:
    masthead = (
        "<div><a href=/>云州频道</a></div><ul><li>"
        + between.join(("<a href=/n/>南平</a>", "<a href=/b/>北原</a>", "<a href=/x/>西川</a>"))
        + "</li></ul><p>热线:0999-1234567</p><p>邮箱:news@yunzhou.example</p>"
    )
    draft = read(f"{masthead}<h1>{HEADLINE}</h1><p>2024-05-06</p><div>{paragraphs()}</div>")
    assert draft.masthead is not None
    assert draft.masthead.channel == "云州频道"
    assert draft.masthead.cities[1] == Link("北原", "http://www.yunzhou.example/b/")
    assert draft.masthead.hotline == "0999-1234567"
    assert draft.masthead.email == "news@yunzhou.example"


def test_the_steps_down_to_a_page_are_kept() -> None:
    steps = "<p><a href=/>云州网</a> &gt; <a href=/np/>南平</a> &gt; 正文</p>"
    draft = read(f"{steps}<h1>{HEADLINE}</h1><p>2024-05-06</p><div>{paragraphs()}</div>")
    assert draft.breadcrumb == "云州网 > 南平"


def test_a_page_without_hotline_and_mail_has_no_masthead() -> None:
    assert article("2024-05-06").masthead is None


def test_a_headline_on_two_lines_is_one() -> None:
    draft = read(
        "<div class=main><h1>云州三条公交新线<br>昨天同时开通</h1>"
        f"<p>2024-05-06 云州网</p>{paragraphs()}</div>",
        title="云州新闻网",
    )
    assert (draft.headline, draft.body) == ("云州三条公交新线昨天同时开通", BODY)
