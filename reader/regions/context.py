"""The role of a place name by its left and right context.

A name may be part of another name (南京西路, 长安汽车, 吉林大学), may tell where somebody comes
from or goes to (重庆人, 开往衢州的客车), or may be that of a press (羊城晚报讯).
"""

import re
from enum import Enum, auto
from functools import cache


class Role(Enum):
    """What a mention does in its text."""

    PLACE = auto()
    INCIDENTAL = auto()
    """The article is hardly about it: an origin, a way, a comparison, a dish."""
    SCHOOL = auto()
    """It names a university, which lies there if it is a city."""
    PRESS = auto()
    """It tells where the press is, which helps to tell other places apart."""
    ABROAD = auto()
    """A province abroad bears the name: 太原省. Ours are known with their kind."""
    NO_PLACE = auto()
    """Part of a name that is no place."""


STREET = (
    r"[东南西北中]{0,2}[一二三四五六七八九十]?(?:大?路(?![况透演边过段网灯政])"
    r"|大?街(?![头坊区景道舞])|大道|胡同|弄|里弄|巷|桥(?![梁头])|门(?![户店诊票口前槛])|高架|地铁站)"
)
TOWNSHIP = r"(?:[^城小古重集某一各老两名乡]?(?:镇(?!江)|街道)|乡(?![村亲愁土间镇])|村(?!民))"
COMPANY = (
    r"(?:现代(?!化|农|服|产)|大众(?!创)|汽车(?!站|客运|产业|展|城|工业|经济|消费|制造|下乡|保有|销)"
    r"|银行|农商行|证券|信托|保险(?!业)|人寿|期货|福特|本田|丰田|日产|奔驰|通用|啤酒(?!节)"
    r"|集团(?!军)|股份|控股|航空(?!展|开放|港|城|产业|航天|口岸|枢纽|运动)|石化|钢铁|药业|制药"
    r"|白药|重工|电器|电气|置业|地产|奶粉|奶油|乳业|实业|影业|传媒(?!大学|学院)|基金会?|杯|舰"
    r"|号(?![召线楼院文]))"
)
SCHOOL = r"(?:[一-鿿]{0,4}?(?:大学(?![城生路])|学院|师大|师范|医科大))"
SIGN = r"座(?![谈位落椅机钟])"
"""金牛座."""
PERSON = r"[^省市县区州队男女籍人企店站校院新老多各全两三](?=[获夺摘]|回应|出任|当选|晋级|加盟)"
"""吉林坤获."""
DISH = (
    r"(?:炒饭|烤鸭|火锅|拉面|小吃|扒鸡|火腿|热干面|小面|米粉|凉皮|臭豆腐|螺蛳粉|大闸蟹|榨菜|月饼"
    r"|麻花|鸭脖|米线|话|方言|口音|菜(?!市|农|价|园|篮|场|地))"
)
ORIGIN_AFTER = (
    r"(?:省|市|县|区)?(?:籍(?!贯)"
    r"|人(?![民大社才口力均行气工员士文数次防事寿保居流机体类物造生间选家代与和都的]|工)"
    r"|游客|旅客|户籍|女婿|打工|务工|读书|上学|旅游|出差|出发|方向|开往|飞往|来的)"
)
ORIGIN_BEFORE = (
    r"(?:来自|籍贯[为是:]?|祖籍|原籍|出生于|生于|毕业于|老家在?|就读于?|开往|飞往|驶往|驶向|飞抵"
    r"|途经|销往|运往|发往|输往|送往|逃往|逃至|往返|学习|借鉴|不像|类似|相比|继|回到|返回|去过|到过|赴)$"
)
PRESS = (
    r"(?:省|市)?(?:新闻|广播|电视|都市|经济|法制|青年|交通|发展|文明|卫生|[日晚早晨商时快]){0,3}"
    r"(?:[日晚早晨商时快]报(?![告道名案警])|报(?=讯|\d|记者|[(【、:]|消息|社)|卫视|电视台|广播电台"
    r"|在线(?=讯|消息|\d)|网(?=讯|消息|报道|记者|\d|[(【】、,_ ]|电|$)|频道|客户端)"
)
PROVINCE = r"省(?![会城委府道内外际级直属农政教公卫文科交])"

AFTER: dict[Role, tuple[str, ...]] = {
    Role.PRESS: (PRESS,),
    Role.ABROAD: (PROVINCE,),
    Role.NO_PLACE: (STREET, TOWNSHIP, COMPANY, DISH, SIGN, PERSON),
    Role.SCHOOL: (SCHOOL,),
    Role.INCIDENTAL: (ORIGIN_AFTER,),
}
"""What may follow a mention; the first that does tells its role."""
_NEAR = 10
"""No more characters before a mention than this are looked at."""


def role_after(text: str, end: int) -> Role:
    """Return the role of a mention by what follows its *end* in the folded *text*."""
    found = after_pattern().match(text, end)
    return Role[found.lastgroup] if found and found.lastgroup else Role.PLACE


def is_incidental(text: str, start: int) -> bool:
    """Tell whether what precedes *start* makes a mention incidental."""
    return before_pattern().search(text, max(0, start - _NEAR), start) is not None


@cache
def after_pattern() -> re.Pattern[str]:
    """What may follow a mention, each role a named group."""
    roles = (f"(?P<{role.name}>{'|'.join(classes)})" for role, classes in AFTER.items())
    return re.compile("|".join(roles))


@cache
def before_pattern() -> re.Pattern[str]:
    """What before a mention makes it incidental."""
    return re.compile(ORIGIN_BEFORE)
