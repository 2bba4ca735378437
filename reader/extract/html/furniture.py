"""Furniture: what stands around an article and is no part of it, told by its wording.

Chinese sites share these words whatever their markup: tools (分享, 字号, 打印), headings that lead
elsewhere (相关阅读, 推荐), notices (版权声明, 转载请注明). Each test takes one line of text.
"""

import re


def _words(*groups: str) -> str:
    """Return an alternation of the words of *groups*, parted by blanks."""
    return "(?:" + "|".join(word for group in groups for word in group.split()) + ")"


_OPENING = r"^[\s【\[（(〖{<>《》|·•●▼▲◆■★→\-—~、#*]*"

_TOOL = re.compile(
    _OPENING
    + _words(
        "听新闻 语音播报 分享到 一键分享 我来说 我要反馈 扫一扫 扫码 掃碼 长按 二维码 用微信",
        "微信扫 朋友圈 Qzone QQ空间 QQ好友 新浪微博 腾讯微博 人人网 开心网 豆瓣 Facebook",
        r"Twitter SHARE 字号 字体 字體 大\s?中\s?小 小字号 复制链接 打印本 收藏本 关闭窗口",
        "关闭本页 加载更多 发表评论 网友评论 条评论 人参与 跟贴 跟帖 举报 纠错 报错 下一页 上一页",
        "下一頁 上一頁 看更多 上一篇 下一篇 上一条 下一条 下一则 余下全文 阅读全文 阅读原文",
        "阅读下一篇 查看更多 查看全部 查看原文 查看评论 返回首页 返回列表 返回顶部 回到顶部",
        "手机看 手机版 客户端 订阅 訂閱 标签 標籤 关键词 关键字 關鍵字 视频加载 正在加载 正在播放",
        "您的浏览器 发布于 点击量 阅读数 阅读量 浏览量 大家都在 上一张 下一张 页面加载 加载中",
        "本篇新闻热门关键词 热门关键词 相关关键词 本文关键词 友善列印 列印 加入最愛 加到最愛",
        r"共享此文 文章导航 A[-－]\s?A[+＋]?",
    )
    + r"|"
    + _OPENING
    + r"\d[\d,.]*万?\s*(?:人参与|条评论|评论|跟贴|阅读|次)"
    + r"|"
    + _OPENING
    + r"(?:(?:首页|上一?页|\d{1,2})[\s\]\[|]*){1,12}(?:下一?页|[末尾]页|余下全文|阅读全文)"
    + r"|(?:\[\d{1,2}\]\s*){2,20}$"
    + r"|第\s*\d+\s*页\s*[/／]?\s*共\s*\d+\s*页"
    + r"|\W*(?:阅读|浏览|点击)\s*[:：]?\s*\d[\d,.]*万?$|\W*(?:END|全?文?完|广告|推广|\+1)\W*$"
    + r"|(?:新闻|爆料|报料|投稿|服务|读者)?热线(?:电话)?\s*[:：]\s*[\d-]{5,}"
)
_SHORT_TOOL = re.compile(
    _OPENING
    + _words(
        "分享 转发 收藏 打印 关闭 放大 缩小 评论 評論 点赞 點讚 赞 赏 打赏 顶一下 踩一下 投诉",
        "我要 发表 已有 参与 觉得 不感兴趣 收起 展开 复制 扫描 识别 微信 微博 QQ 下载 下載",
        "APP 关注 登录 登錄 登陆 注册 返回 首页 末页 尾页 页首 TOP 更多 浏览 瀏覽 人气 热度",
        "点击 點擊 推荐 图集 Tag",
    )
)
_APPEAL = re.compile(
    r"扫描?(?:[下左右上]方|[左右]侧|以[上下])?二维码|微信扫一扫|长按(?:识别|扫描|[上下]方)?(?:图片|二维码)"
    r"|点击(?:进入|查看|[上下]方|下面|右上角|文末|阅读)|返回(?:首页|列表|顶部|目录)"
    r"|返回.{2,6}(?:首页|，查看更多)|正文已结束|THE END|分享到[:：]|字[号体][:：]|[上下]一篇[:：]"
    r"|[请請][继繼][续續]往下[阅閱][读讀]|我来说两句|加入收藏|关注(?:官方)?(?:微信|公众号|微博)|手机(?:打开|扫描)"
    r"|付费(?:文章|内容|阅读|后)|(?:登[录陆]|开通|购买|加入|成为).{0,14}(?:会员|订阅).{0,8}(?:权限|全文|畅读|阅读)"
    r"|尽在.{2,14}(?:APP|客户端|公众号)|赠送给好友|推荐进入.{2,8}数据库"
    r"|欢迎(?:扫描|关注|订阅|投稿|来稿)|点(?:个|亮)?[【“\"]?(?:在看|好看)|下载.{0,8}客户端"
    r"|[点點]我(?:下[载載]|看|加入)|按我看|共享此文|点击以在|更多.{0,8}(?:内容|內容|资讯|資訊|新闻|新聞|信息|猛料|精彩).{0,8}(?:[请請]|[尽盡]在|[欢歡]迎|[点點][击擊]|关注|扫)"
    r"|关注.{0,12}(?:公众号|客户端|视频号|抖音号|官方微[信博]|微[信博]$)"
)
_INVITATION = re.compile(
    r"(?=.*(?:Facebook|臉書|Instagram|YouTube|LINE|微信|微博|粉[絲丝]|公[众眾][号號]))"
    r"(?=.*(?:[讓让][你您]|我[們们]的|快[點点来來]))(?=.*(?:Like|按此|加入|追[蹤踪]|关注|訂閱|订阅))",
    re.IGNORECASE,
)
_CONSENT = re.compile(r"(?:同意|接受).{0,10}(?:[隐隱]私|Cookie)", re.IGNORECASE)
_LONGEST_INVITATION = 160
_ACCOUNT = re.compile(
    r"^(?:微信号|功能介绍)[:：\s]|^\W*(?:本文)?(?:原文)?(?:链接|地址|网址)\s*[:：]\s*http"
)
_SUBJECTS = _words(
    "阅读 閱讀 新闻 新聞 报道 報導 文章 推荐 推薦 链接 連結 内容 话题 主题 事件 资讯 视频",
    "影片 图片 图集 稿件 搜索 热词 喜欢 回顾 精彩 排行 排行榜 点击排行 点阅 點閱 感兴趣",
    "都在看 专题 热点 热门 热帖 最热 最熱 评论 导读 小说 简介 最近文章 最新文章",
)
_COMMENTS = (
    r"(?:全部|最新|热门|精彩|网友|网民|所有|用户)(?:评论|留言|跟[贴帖]|回复)\s*[(（]?\d*[)）]?"
)
_LICENCE = re.compile(
    r"ICP|[备備]案号|公网安备|经营许可证|Copyright|All Rights Reserved", re.IGNORECASE
)
_RELATED = re.compile(
    _OPENING
    + "(?:"
    + _words(
        "延伸 扩展 拓展 关联 相关 相關 推荐 推薦 热门 熱門 热点 焦点 精彩 往期 更多 最新 即时",
        "其他 其它 本周 今日 一周 24小时 48小时 编辑 編輯 編輯部 小编 作者 网友 媒体 猜你 大家",
        "您可能",
        "你可能 或许 为你 为您 友情 原创 视觉 阅读 新闻 点击 专题 图片 视频",
    )
    + r"[\s·・•的]*"
    + _SUBJECTS
    + "(?:的|"
    + _SUBJECTS
    + ")*|"
    + _words(
        "同一主题 阅读更多 更多阅读 延伸阅读 延伸閱讀 阅读推荐 新闻链接 相关链接 新闻排行",
        "与内文相关的链接 此前报道 热帖 点击进入专题 相关",
    )
    + r"|"
    + _COMMENTS
    + r")[\s】\]）)》>:：/|]*$"
)
_HEADS_COMMENTS = re.compile(rf"\W*{_COMMENTS}\W*")
_NOTICE = re.compile(
    # The first characters of them all: they make the search quick.
    r"(?=[声聲登版免特郑平网媒本未禁谢严不请勿欢转轉仅凡内图稿如侵作备公经存报爆提C©IN])(?:"
    r"版[权權](?:所有|声明|說明|说明|归|均属|属于|作品)|免[責责][声聲]明"
    r"|(?:特别|郑重|平台|网站|媒体|本网)声明\s*[:：]"
    r"|[声聲]明\s*[:：].{0,16}登[载載]此文|登[载載]此文.{0,12}(?:目的|观点|信息)"
    r"|未[经經].{0,24}(?:授权|授權|许可|允许|同意).{0,16}(?:[转轉][载載]|摘编|复制|镜像|翻印|刊登)"
    r"|(?:禁止|谢绝|严禁|不得|请勿|欢迎)(?:擅自|任何)?.{0,4}(?:[转轉][载載]|复制|镜像)"
    r"|[转轉][载載](?:请|時|时|须|需|务必|必须|自).{0,8}(?:注明|註明|标明|联系|授权|经|[:：])"
    r"|转发请注明|请注明(?:来源|出处|本文)|(?:仅代表|不代表).{0,16}(?:观点|立场|看法|赞同)"
    r"|本文为.{0,20}(?:原创|授权)|凡(?:本|注明).{0,12}注明|本(?:网|站).{0,40}(?:授权|版权|侵权|转载)"
    r"|(?:内容|图片)侵权|如有侵权|侵权.{0,8}删除|(?:稿件|作品).{0,12}版权|Copyright|©"
    r"|Notice: The content|ICP[备证]|备案号|公网安备|经营许可证"
    r"|网站标识码|存储空间服务|不良信息举报|不构成.{0,6}建议|报料\s*[:：]|爆料热线"
    r"|[爆报]料[？?！!，,]?.{0,4}(?:请|拨打|登[录陆])|提供新闻线索)",
    re.IGNORECASE,
)
_DECLARATION = re.compile(
    r"\W*.{0,30}(?:声明|聲明)\s*[:：]\W*"
    r"|\W*(?:.{0,24}关于.{2,24}的|.{0,16}(?:版权|免责|特别|郑重|网|报|站|台))声明\W*"
)
_DATE = re.compile(
    r"(?:19|20)\d\d\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}|^\W*\d{1,2}[-/月]\d{1,2}日?\s+\d{1,2}:\d\d"
    r"|(?<!\d)\d{1,2}[-/月]\d{1,2}日?\s+\d{1,2}:\d\d\W*$"
)
_END = re.compile(r"\W*(?:THE )?(?:END|全?文?完)\W*", re.IGNORECASE)
_STAMP = re.compile(
    r"\W*(?:(?:[发發]布|更新)?(?:[时時][间間]|日期)\W{0,3})?(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}日?"
    r"\s{0,3}\d{1,2}:\d\d(?::\d\d)?\W*"
)
_SUMMARY = re.compile(
    r"[【\[]?(?:内容|本文|新闻)?(?:摘要|提要|导读|导语|简介|核心提示|阅读提示)(?:[】\]]\s*[:：]?|\s*[:：])\s*"
)
_ABSTRACT = re.compile(
    r"[【\[]?(?:内容|本文|新闻)?(?:摘要|提要|简介|阅读提示)(?:[】\]]\s*[:：]?|\s*[:：])\s*"
)
_SUMMARY_LABEL = re.compile(r"\W*(?:(?:内容|本文)?(?:摘要|提要|导读)|核心提示|阅读提示)\W*")
_LONGEST_APPEAL = 60
_LONGEST_DATED = 60
_LONGEST_HEADING = 40
_LONGEST_TOOL = 36
_LONGEST_SHORT_TOOL = 10
_LONGEST_RELATED = 24
_LONGEST_NOTICE = 400
_SENTENCE = re.compile(r"[，。！？；：,!?;]")


def is_tool(text: str) -> bool:
    """Return whether a line shares, prints, pages or comments: what a page does, not says."""
    size = len(text)
    return bool(
        (size <= _LONGEST_SHORT_TOOL and _SHORT_TOOL.match(text) and text[-1:] not in "。！？”")
        or (size <= _LONGEST_TOOL and _TOOL.match(text) and "。" not in text)
        or is_appeal(text)
        or (size <= _LONGEST_APPEAL and _CONSENT.search(text))
        or (size <= _LONGEST_INVITATION and _INVITATION.match(text))
        or _ACCOUNT.match(text)
    )


def is_appeal(text: str) -> bool:
    """Return whether a line asks to scan, click, follow or download, even where it is set bold."""
    return (
        len(text) <= _LONGEST_APPEAL
        and _APPEAL.search(text) is not None
        and not ("，" in text and text.endswith("。"))
    )


def is_dated(text: str) -> bool:
    """Return whether a line holds a date and is too short and too bare to be a sentence."""
    return len(text) < _LONGEST_DATED and text[-1:] != "。" and _DATE.search(text) is not None


def is_end(text: str) -> bool:
    """Return whether a line says that the article ends above it: —END—, 完."""
    return len(text) <= _LONGEST_SHORT_TOOL and _END.fullmatch(text) is not None


def is_stamp(text: str) -> bool:
    """Return whether a line is nothing but a day and a time of day."""
    return len(text) < _LONGEST_DATED and _STAMP.fullmatch(text) is not None


def is_declaration(text: str) -> bool:
    """Return whether a line heads a declaration: 某网关于版权的声明, 特别声明：."""
    return len(text) <= _LONGEST_HEADING and _DECLARATION.fullmatch(text) is not None


def is_summary(text: str) -> bool:
    """Return whether a line is labelled as a summary: 摘要：, 【导读】."""
    return _SUMMARY.match(text) is not None


def is_abstract(text: str) -> bool:
    """Return whether a labelled summary is none of the article's own words: 摘要, 简介.

    核心提示 and 导读 are words of the article, where they stand in its midst.
    """
    return _ABSTRACT.match(text) is not None


def is_summary_label(text: str) -> bool:
    """Return whether a line is nothing but such a label, set as a heading: 阅读提示."""
    return _SUMMARY_LABEL.fullmatch(text) is not None


def is_open_abstract(text: str) -> bool:
    """Return whether a line is nothing but the label of such a summary, which is the next line."""
    return _ABSTRACT.fullmatch(text) is not None


def without_label(text: str) -> str:
    """Return a summary without the label that `is_summary` tells it by."""
    return _SUMMARY.sub("", text, count=1)


def is_related(text: str) -> bool:
    """Return whether a line heads a block that leads to other articles."""
    return len(text) <= _LONGEST_RELATED and _RELATED.match(text) is not None


def is_comments(text: str) -> bool:
    """Return whether a line heads what readers comment: 网友评论, 全部评论(4)."""
    return len(text) <= _LONGEST_RELATED and _HEADS_COMMENTS.fullmatch(text) is not None


def is_licence(text: str) -> bool:
    """Return whether a line states a site's licences or copyright, as its footer does."""
    return len(text) <= _LONGEST_DATED and _LICENCE.search(text) is not None


def is_notice(text: str) -> bool:
    """Return whether a line speaks of copyright, of whose opinion this is, or of licences."""
    return len(text) <= _LONGEST_NOTICE and _NOTICE.search(text) is not None


def prose(text: str, linked: int = 0) -> int:
    """Return how many characters of *text* read as an article's, *linked* of which stand in links.

    A line without a sentence's punctuation counts a quarter, links and notices not at all.
    """
    plain = len(text) - linked
    if plain * 2 < len(text):
        return 0
    if plain < 15 or not _SENTENCE.search(text):
        return plain // 4
    return 0 if is_notice(text) or is_tool(text) else plain
