"""The names of persons, and of presses: what they look like.

A label such as 编辑 vouches for what follows it, so there any short name passes; where nothing but
its place tells what a word is, it must begin with a surname or end as the press names itself.
"""

import re

from reader.extract.html.tree import word_set

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭"
    "郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟"
    "黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童颜"
    "郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊於惠甄曲封芮储靳汲段富巫乌焦巴弓牧隗谷车侯宓班仰秋仲伊宫宁仇栾甘厉戎祖武"
    "符刘景詹束龙叶幸司韶郜黎薄印宿白怀蒲鄂索咸籍赖卓蔺屠蒙池乔胥闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍"
    "桑桂濮牛寿边扈燕冀郏浦尚农温庄晏柴瞿阎慕连茹习宦艾鱼容古易慎戈廖庾暨居衡步耿满弘匡文寇广禄阙"
    "欧殳沃蔚夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶曾沙鞠丰巢关蒯查荆红游竺盖桓肖闫涂岳付仝佟邸覃代冼"
    "苑战矫鹿逯禤揭兰危初仉宾植占丛泮迟亓兀旷邝麦宛晋楚闭商牟佘伯赏墨哈谯笪年爱阳佴琴言福苟亢仵向全修隋尉练原智敬檀谌邰雒缑鄢郗卿帅粟母"
    "时矣菅眭訾漆昝岐召逄都幺"
    "張陳劉楊黃趙吳馬羅許鄧馮蕭謝鄭韓葉蘇盧蔣陸鍾賴譚鄒錢龍萬嚴賀龔孫閻顏魏鄔齊呂紀費聶關華湯藍"
)
_COMPOUND = (
    "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|司空|端木|百里"
    "|呼延|南宫|独孤|范姜|张简|完颜|拓跋|澹台|公冶|申屠|轩辕|钟离|闾丘|赫连"
)
_PERSON = re.compile(rf"(?P<compound>{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{2,3}}")
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[·•・][\u4e00-\u9fff]{1,8}){1,3}")
_NOT_NAMES = re.compile(
    "文化|成都|平安|高清|关注|关闭|广告|安全|金融|方案|温馨|云南|江苏|江西|江南|马上|万元|常见|明星|通讯"
    "|房产|游戏|任务|单位|项目|计划|景区|边界|华人|华东|华南|金秋|高端|广东|广西|福建|宁夏|安徽|甘肃"
    "|吉林|单元|文明|文体|文艺|文旅|石油|应用|阳光|伯仲|解读|解说|包括|连载|连线|曲艺|居民|农业|农村"
    "|商业|商务|商讯|司法|容易|易车|宣传|应急|车市|党建|富豪|初审|初步|师生|年度|年终|广播|沙龙|丰富|简讯"
    "|时政|时尚|时评|时事|时代|时间|时讯|都市|都是|都会|召开|召集|查看|关于|爱好|乐活|元旦|常识|史海|计算|谈判|成长|强国|路况|童话|盛世|高层|高校|高考|田园|凌晨|向上|向前"
    "|武汉|广州|苏州|常州|温州|杭州|郑州|徐州|惠州|梅州|柳州|钦州|贺州|宿州|池州|鄂州|荆州|荆门|汉中|安康"
    "|龙岩|包头|石家|安阳|安庆|安顺|沈阳|岳阳|邵阳|张家口|张家界|宁波|宁德|曲靖|马鞍|诸暨|余姚|云浮"
    "|全文|全部|全国|全球|全省|全市|全媒|原创|原文|原题|原标|练习|智能|智库|智慧"
)
_CITIES = word_set(
    "唐山 秦皇岛 邢台 衡水 阳泉 晋城 晋中 吕梁 乌海 白山 白城 哈尔滨 伊春 连云港 宿迁 金华 黄山"
    " 宣城 福州 景德镇 吉安 焦作 濮阳 许昌 商丘 周口 黄石 黄冈 咸宁 衡阳 常德 怀化 娄底 韶关 江门"
    " 湛江 阳江 揭阳 桂林 广元 乐山 广安 巴中 甘孜 毕节 楚雄 红河 文山 昌都 那曲 咸阳 商洛 兰州"
    " 金昌 白银 武威 张掖 甘南 黄南 石嘴山 吴忠 哈密 昌吉 伊犁 高雄"
)
"""The seats of prefectures that begin as a name does: where a page was opened, not who wrote it."""
_HOUSE = re.compile(
    r"^[\u4e00-\u9fff·]{1,12}?(?:[报網网社台]|新闻|融媒体?|客户端|周刊|在线|频道|新媒体|全媒体)"
    r"(?=(?P<name>[\u4e00-\u9fff]{2,4})$)"
)
"""The press that a name is glued to: 云州日报王小明."""
_PRESS = re.compile(
    r"[\w\u4e00-\u9fff·《》+\-]{1,18}(?:网|網|报|報|社|台|臺|新闻|新聞|快讯|快訊|时报|杂志|周刊|週刊|在线|在線|客户端|频道|"
    r"娱乐|音乐|融媒|广电|论坛|体育|财经|科技|传媒|媒体|资讯|之家|观察|观察家|广播|电视|电台|电视台|卫视|发布|日报|晚报|消息|"
    r"中心|公报|政务|公众号|(?:电子|電子|数字|數字|数位|數位)[报報版]|新媒体|融媒|热线|视频|门户|研究院|出版社|网站|官网|首页|委|局|厅|办|信息|商讯|APP|News|NEWS)》?"
)
_STAFF_ID = re.compile(r"[_\s]+[A-Z]{1,4}\d+\b")
_STANDING = re.compile(r"(?<=[\u4e00-\u9fff])[（(][^（）()]{1,24}(?:[)）]|$)")
_WIDE = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]{1,3}([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_REPORTED = re.compile(
    r"[/／\s]*(?:[\u4e00-\u9fff]{2,4}(?:报道|報導|报导))?[/／\s]*(?:文[/／\s]?[图摄]|图文|摄影报道|综合报道|报道|報導|(?<![\u4e00-\u9fff])[文图]|摄)?\s*$"
)
_GLUED = re.compile(
    r"(?:^|[\s/／、])([\u4e00-\u9fff]{3}|[\u4e00-\u9fff]{2}(?=摄)|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff·]{1,12}?)(?:摄影报道|报道|摄)$"
)
"""``张三报道``, where a name and not a place is what reports."""
_WORDS = re.compile(r"([^\s、，,;；/／&|｜丨]+)([\s、，,;；/／&|｜丨]*)")
_AROUND = "()（）[]【】〔〕<>《》“”\"'.。:：·-—*"
_LATIN = re.compile(r"[A-Za-z][\w.'\-]{0,19}")
_HANDLE = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9_.\-·]{0,11}")
_NO_HANDLE = re.compile(
    r"\d{3}|阅读|评论|浏览|点击|人气|分享|打印|字号|字体|收藏|举报|次$|佚名|未知|不详|匿名|admin|网络|整理"
    r"|我要|我来|视觉中国|东方IC|图虫|摄影|推荐|广告|时间|日期|来源|来自|发布|标签|关键|查看|更多|返回|下一|声明|版权|编译|签发|校对|审核|责编|编辑|图片|资料|视频|综合|报道|记者",
    re.IGNORECASE,
)


def is_person(word: str) -> bool:
    """Return whether *word*, with nothing to vouch for it, is a person's name."""
    if _FOREIGN.fullmatch(word):
        return not is_press(word.partition("·")[0])
    person = _PERSON.fullmatch(word)
    if not person or _NOT_NAMES.match(word) or _PRESS.fullmatch(word):
        return False
    if word.removesuffix("市") in _CITIES:
        return False
    return word[0] in _SURNAMES or person["compound"] is not None


def is_press(word: str) -> bool:
    """Return whether *word* ends as newspapers, sites and stations name themselves."""
    return _PRESS.fullmatch(word) is not None


def names(text: str, *, vouched: bool = True, whole: bool = False) -> str | None:
    """Return the names that *text* begins with, joined by blanks; None if there is none.

    Staff numbers (``_NF4425``) and the press before a name are dropped; ``张 三`` set wide is one
    name. *vouched* names stand behind a label. With *whole* there must be nothing but names.
    """
    text = _WIDE.sub(r"\1\2", _STAFF_ID.sub("", text).strip())
    text = _without_report(text) if whole else text
    found: list[str] = []
    listed = True
    alike = vouched and all(map(may_be_name, text.split()))
    for word, joint in _WORDS.findall(text):
        word = word.strip(_AROUND)
        if word:
            house = _HOUSE.match(word)
            if house and is_person(house["name"]) and not is_person(word):
                word = house["name"]
            if not (is_person(word) or (vouched and _is_handle(word, first=listed))):
                return None if whole else " ".join(found) or None
            found.append(word)
        listed = not found or "、" in joint or alike
    if len(found) > 1 and is_press(found[0]):
        del found[0]
    return " ".join(found) or None


def _without_report(text: str) -> str:
    """Return *text* without the words that end a byline: 北京报道, 文/图, 摄."""
    glued = _GLUED.search(text)
    return text[: glued.end(1)] if glued and is_person(glued[1]) else _REPORTED.sub("", text)


def without_standing(text: str) -> str:
    """Return *text* without the brackets that say what somebody is: ``张三（实习）``."""
    return _STANDING.sub("", text)


def may_be_name(word: str) -> bool:
    """Return whether a word among nothing but such words is a name, whatever its surname."""
    return re.fullmatch(r"[\u4e00-\u9fff·]{2,5}", word) is not None and not (
        _NO_HANDLE.search(word) or _NOT_NAMES.match(word) or is_press(word)
    )


def _is_handle(word: str, *, first: bool) -> bool:
    """Return whether *word* is a nickname, a pinyin name or an office, as behind 编辑 and 作者.

    Behind the *first* word only Latin can go on (``Demi Xia``): what else follows is another thing.
    """
    if _LATIN.fullmatch(word):
        return not _NO_HANDLE.search(word)
    return first and _HANDLE.fullmatch(word) is not None and not _NO_HANDLE.search(word)
