import pytest

from reader.extract.article.bylines import alone, beside, dateline, signature
from reader.extract.article.credits import is_credits, read_line, read_lines
from reader.extract.article.field_labels import Credits
from reader.extract.article.person_names import is_person, names


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("来源：云州日报", Credits(source="云州日报")),
        ("稿件来源: 云州网 ", Credits(source="云州网")),
        ("信息来源：市交通局  浏览次数：12", Credits(source="市交通局")),
        ("出处|云州观察", Credits(source="云州观察")),
        ("来源于 云州网", Credits(source="云州网")),
        ("来源:云州网(南平)", Credits(source="云州网")),
        ("来源：云州网-《云州日报》", Credits(source="云州网-《云州日报》")),
        ("来源：云州早报 举报", Credits(source="云州早报")),
        ("来源：摘自云州日报", Credits(source="云州日报")),
        ("来源：资料图", Credits()),
        ("云州网编辑：赵一", Credits(editor="赵一")),
        ("（赵一 编辑）", Credits(editor="赵一")),
        ("【钱二 责编】", Credits(responsible_editor="钱二")),
        ("来源：云州网打印本页", Credits(source="云州网")),
        ("信息时间：2024-05-06 阅读次数：2", Credits()),
        ("图像来源: Robert Lange", Credits()),
        ("来源：BBC中文网 2024", Credits(source="BBC中文网")),
        ("来源：", Credits()),
        ("来源：网络", Credits()),
        ("图片来源：视觉图库", Credits()),
        ("来源:甲报作者:李乙", Credits(source="甲报", author="李乙")),
        ("责任编辑：赵一_NF4425", Credits(responsible_editor="赵一")),
        ("责编｜钱二", Credits(responsible_editor="钱二")),
        ("(责编：孙三、李四)", Credits(responsible_editor="孙三 李四")),
        ("【编辑: 周五 】", Credits(editor="周五")),
        ("编 辑：吴 六", Credits(editor="吴六")),
        ("编审 郑七", Credits(editor="郑七")),
        ("编辑：wangba", Credits(editor="wangba")),
        ("责编：Demi Xia", Credits(responsible_editor="Demi Xia")),
        ("编辑 刘一晓 校对 李铭", Credits(editor="刘一晓")),
        ("编辑：罗二 流程编辑：u028", Credits(editor="罗二")),
        ("总编辑：张三", Credits()),
        ("编辑推荐：三条新线", Credits()),
        ("编译：张三", Credits()),
        ("责任编辑：王丽(实习)、邓楠", Credits(responsible_editor="王丽 邓楠")),
        ("责任编辑：", Credits()),
        ("作者：梁秋实（媒体评论员）", Credits(author="梁秋实")),
        ("作者：张三 李四", Credits(author="张三 李四")),
        ("作者：张三，题图来自：视觉图库", Credits(author="张三")),
        ("作者：佚名", Credits()),
        ("作者：摄影/孟凌云", Credits(photographer="孟凌云")),
        ("每经记者：尹绮雯 每经编辑：都佳慧", Credits(author="尹绮雯", editor="都佳慧")),
        ("作者:安小妮 冉茂编辑:张亚运", Credits(author="安小妮 冉茂", editor="张亚运")),
        ("本版责编 樊若愚　版式 康丽", Credits(responsible_editor="樊若愚")),
        ("记者 张三 通讯员 李四", Credits(author="张三 李四")),
        ("采写：云州早报见习记者 林子一", Credits(author="林子一")),
        ("云州日报记者 陆一", Credits(author="陆一")),
        ("云云新闻记者｜何田", Credits(author="何田")),
        ("記者張大中／雲州報導", Credits(author="張大中")),
        ("云州新闻记者 公孙婷 南平报道", Credits(author="公孙婷")),
        ("《云州经济》（中文版：云州网）吉野直树 札幌报道", Credits(author="吉野直树")),
        ("（云州日报记者 古丽夏提 通讯员 罗宣）", Credits(author="古丽夏提 罗宣")),
        ("（云州广电记者 宁晓 编辑 柏杨）", Credits(author="宁晓", editor="柏杨")),
        ("安宁发自皮尔纳", Credits(author="安宁")),
        ("（记者旦增曲扎、屈辰）", Credits(author="旦增曲扎 屈辰")),
        ("记者 柳知音 庞博文", Credits(author="柳知音 庞博文")),
        ("（办公室 阮静秋）", Credits(author="阮静秋")),
        ("□本报记者 张三", Credits(author="张三")),
        ("□ 张三", Credits(author="张三")),
        ("文/图 张三", Credits(author="张三", photographer="张三")),
        ("文/片 记者 张三", Credits(author="张三", photographer="张三")),
        ("【文/某网专栏作者 王一】", Credits(author="王一")),
        ("张三/图", Credits(photographer="张三")),
        ("张三 摄", Credits(photographer="张三")),
        ("贾乙/文", Credits(author="贾乙")),
        ("摄影/张三 编辑/李四", Credits(photographer="张三", editor="李四")),
        ("（原标题：三条新线）", Credits(original_title="三条新线")),
        ("原题：云州：三条新线", Credits(original_title="云州：三条新线")),
        ("本文原标题：《三条新线》", Credits(original_title="三条新线")),
        ("编辑：都兰", Credits(editor="都兰")),
        ("作者：扎西旺堆 德吉", Credits(author="扎西旺堆 德吉")),
        ("王小/文 李大/图", Credits(author="王小", photographer="李大")),
        ("（文 王小 图 李大）", Credits(author="王小", photographer="李大")),
        ("云州社记者 张三 摄", Credits(photographer="张三")),
        ("记者张小三摄", Credits(photographer="张小三")),
        ("云州社/图", Credits()),
        ("图/视觉中国", Credits()),
        ("【文字】王小", Credits(author="王小")),
        ("供稿单位：市交通局", Credits()),
        ("获奖作文：王小明", Credits()),
        ("原标题：", Credits()),
        ("凡本网注明“来源：云州网”的作品", Credits()),
        ("视频 图片 专题", Credits()),
        ("来源：云青在线－云州青年报", Credits(source="云青在线－云州青年报")),
        ("【甲报社／記者王小明／台北報導】", Credits(source="甲报社", author="王小明")),
        (
            "雲州時報 ／ 記者王小明、李大同 ／雲州即時報導",
            Credits(source="雲州時報", author="王小明 李大同"),
        ),
        ("王小明／台北報導", Credits(author="王小明")),
        ("王小明 李大同 / 台北報導", Credits(author="王小明 李大同")),
        ("體育中心／綜合報導", Credits()),
        ("主笔 | 王小明", Credits(author="王小明")),
        ("记者：云州日报王小明", Credits(author="王小明")),
        ("文｜云州周刊 王小明，李大同", Credits(author="王小明 李大同")),
        ("文/云州日报·新云州记者：王小明", Credits(author="王小明")),
        ("（编辑：王小明）1130506", Credits(editor="王小明")),
        ("（记者王小明/文 李大同/图）", Credits(author="王小明", photographer="李大同")),
        ("记者 王小明 摄影记者 李大同", Credits(author="王小明", photographer="李大同")),
    ],
)
def test_a_line_states_what_its_labels_say(line: str, stated: Credits) -> None:
    assert read_line(line) == stated


def test_a_label_and_its_value_may_stand_on_two_lines() -> None:
    lines = ["来源：", "云州日报", "责任编辑：", "相关文章", "编辑：", "吴小山"]
    assert read_lines(lines) == Credits(source="云州日报", editor="吴小山")


@pytest.mark.parametrize(
    "line",
    [
        "2024-05-06 10:20  |  来源:云州网  |  编辑:赵一   |  责编:钱二",
        "时间：2024-05-06 作者：网络整理 阅读：1644",
        "编辑｜高远",
        "云州网编辑：高远",
        "（高远 编辑）",
        "责任编辑：",
        "原题:三条新线",
        "體育中心／綜合報導",
        "新报记者 陆一",
        "罗一/图",
    ],
)
def test_a_line_of_credits_is_known(line: str) -> None:
    assert is_credits(line)


@pytest.mark.parametrize(
    "line",
    [
        "记者：您怎么看这三条新线？",
        "记者从市交通局获悉，新线昨天开通。",
        "上门服务 提速三条新线",
        "图文并茂的展览来源于生活",
        "作者最新文章",
        "文化广场的灯光",
        "编辑部搬进了新楼",
    ],
)
def test_a_line_of_the_article_is_none_of_credits(line: str) -> None:
    assert not is_credits(line)


@pytest.mark.parametrize(
    ("before", "after", "stated"),
    [
        ("", " 云州日报", Credits(source="云州日报")),
        ("", " 摘自云州日报", Credits(source="云州日报")),
        ("", " 来自云州", Credits()),
        ("", " 加入最愛", Credits()),
        ("原创 云州早报 ", "", Credits(source="云州早报")),
        ("http://www.yunzhou.example ", " 云州晚报 我要评论(0)", Credits(source="云州晚报")),
        ("李光一 ", " 0人参与评论", Credits(author="李光一")),
        ("上文快訊／范姜一 ", "", Credits(source="上文快訊", author="范姜一")),
        ("张小川 云州早报 ", "", Credits(source="云州早报", author="张小川")),
        ("首页 新闻 正文 ", " 星期一", Credits()),
        ("", " 字号：A- A A+ 来源：云州网", Credits()),
    ],
)
def test_a_press_or_an_author_stands_bare_beside_the_date(
    before: str, after: str, stated: Credits
) -> None:
    assert beside(before, after) == stated


def test_a_word_beside_the_date_that_looks_like_nothing_is_a_press_as_a_guess() -> None:
    assert beside("", " 棱镜", guess=True) == Credits(source="棱镜")
    assert beside("", " 棱镜") == Credits()
    assert beside("", " 浙江 2024年5月7日", guess=True) == Credits()
    assert beside("第A01版：综合 ", "", guess=True) == Credits()
    assert beside("", " 01版 要闻", guess=True) == Credits()


@pytest.mark.parametrize(
    ("line", "following", "stated"),
    [
        ("石一/云州日报", "2024-05-06", Credits(source="云州日报", author="石一")),
        ("云州日报/石一", "2024-05-06", Credits(source="云州日报", author="石一")),
        ("原创 张三 云州观察", "", Credits(source="云州观察", author="张三")),
        ("原创 kingname 云州Code 前天", "", Credits(source="云州Code", author="kingname")),
        ("蔡依然 云州发布", "", Credits(source="云州发布", author="蔡依然")),
        ("蔡依然", "云州发布", Credits(source="云州发布", author="蔡依然")),
        ("云州发布", "蔡依然", Credits(source="云州发布", author="蔡依然")),
        ("扬州眼", "企鹅号", Credits(source="扬州眼")),
        ("分享", "企鹅号", Credits()),
        ("南北/东西", "", Credits()),
    ],
)
def test_a_line_of_its_own_tells_by_its_form(line: str, following: str, stated: Credits) -> None:
    assert alone(line, following) == stated


@pytest.mark.parametrize(
    ("opening", "author"),
    [
        ("云州社云州5月6日电（记者唐一）三条新线", "唐一"),
        ("云州网讯（记者 陆一 通讯员 钱多）三条新线", "陆一 钱多"),
        ("云州网5月6日讯(云州网 客户端记者 贾子一/文):当前", "贾子一"),
        ("本报讯（见习记者张三）", "张三"),
        ("云州网讯（王小 李大）三条新线", "王小 李大"),
        ("云州网讯（王小 记者李大）三条新线", "王小 李大"),
        (
            "云州网讯（云端/云州晨报记者 阿依古丽·买买提 通讯员 王建国报道）",
            "阿依古丽·买买提 王建国",
        ),
        ("云州网讯 王小、记者李大报道：三条新线", "王小 李大"),
        ("本报记者 王小 报道 三条新线", "王小"),
        ("云州网讯（记者 王小 云州报道）", "王小"),
        ("云州网南平频道报道（焦文博）：近日", "焦文博"),
        ("（云州社記者鄭雨桐花蓮14日電）三條新線", "鄭雨桐"),
        ("〔記者阮士銘／南平報導〕三條新線", "阮士銘"),
        ("（文/贾子一）三条新线", "贾子一"),
        ("（张弓长/文）三条新线", "张弓长"),
        ("【雲州時報王小明雲州報導】三條新線", "王小明"),
        ("（云州网记者王小明 摄影李大同）三条新线", "王小明"),
        ("云州网讯（全长四十二公里）三条新线", None),
        ("云州（记者获悉）今天", None),
        ("三条新线（全长四十二公里）昨天开通", None),
    ],
)
def test_a_dateline_names_the_reporters(opening: str, author: str | None) -> None:
    assert dateline(opening).author == author


@pytest.mark.parametrize(
    ("ending", "stated"),
    [
        ("先后开通。（张巨一）", Credits(author="张巨一")),
        ("先后开通。（记者 张三 李四）", Credits(author="张三 李四")),
        ("前来观赏。（王一 摄）", Credits(photographer="王一")),
        ("前来观赏。（文/图 王一）", Credits(author="王一", photographer="王一")),
        ("先后开通。【责任编辑：王一】", Credits(responsible_editor="王一")),
        ("先后开通。（完）", Credits()),
        ("先后开通。（云州日报）", Credits()),
    ],
)
def test_an_article_may_be_signed_at_its_end(ending: str, stated: Credits) -> None:
    assert signature(ending) == stated


@pytest.mark.parametrize("word", ["王小明", "欧阳一", "司马相如", "阿依古丽·买买提", "向雪妮"])
def test_a_name_begins_with_a_surname(word: str) -> None:
    assert is_person(word)


@pytest.mark.parametrize(
    "word", ["云南", "文化", "新华社", "一", "三条新线", "abc", "全文", "江门", "金华市"]
)
def test_other_words_are_no_names(word: str) -> None:
    assert not is_person(word)


@pytest.mark.parametrize(
    ("opening", "press"),
    [
        ("【甲報專訊】三條新線", "甲報"),
        ("【本報訊】三條新線", None),
        ("【三条新线】", None),
        ("（雲州社記者鄭雨桐花蓮14日電）三條新線", "雲州社"),
    ],
)
def test_an_opening_in_brackets_may_name_the_press(opening: str, press: str | None) -> None:
    assert dateline(opening).source == press


def test_what_follows_a_name_behind_a_label_is_no_name() -> None:
    assert names("张三 阅读 120") == "张三"
    assert names("几乎不流浪 打印") == "几乎不流浪"
    assert names("小婷、小李") == "小婷 小李"
    assert names("小婷 小广告") == "小婷"
