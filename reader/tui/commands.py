"""Every command of the screen, one row each, and its keys: how they are shown, and the user's own.

Bindings, the footer, the help screen, the palette and the user's ``[keys]`` derive from `COMMANDS`.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.keys import Keys, format_key

from reader.i18n import N_, _
from reader.settings.config import Config

# Every command of the screen, one row each.

Place = Literal["app", "page", "screen", "sources", "moving", "list", "article", "found"]
"""Where a command works: everywhere, on the two full screens, on one of them, in whatever scrolls, in lists, in the
article, or there while finding in it."""

PLACES: Mapping[Place, str] = {
    "moving": N_("移动"),
    "list": N_("列表"),
    "article": N_("正文"),
    "found": N_("在正文中查找时"),
    "screen": N_("阅读"),
    "sources": N_("来源页"),
    "page": N_("各页"),
    "app": N_("程序"),
}
"""What each place is called, in the order of the help screen."""

OF_PAGES: Sequence[Place] = ("page", "screen", "sources")
"""Where a command's action is a method of a page or, before the last dot, of one of its parts."""

NO_KEY = "no_key"
"""What a command without keys is bound to, and no terminal sends: Textual wants something."""


class Command(Struct, frozen=True):
    """One thing the reader can do.

    ``action`` is the method that does it: of the widget that has the focus, of the program, or at
    `OF_PAGES` of a part of the page, which stands before the last dot. ``keys`` are Textual's key names, parted by commas; empty: only the palette has it, until the
    user's ``[keys]`` gives it one. Every command that is needed while a Chinese
    input method is on has a key that is no letter. ``footer`` is the short word of the status line,
    empty for commands that are not shown there (`reader.tui.widgets.status`).
    """

    id: str
    keys: str
    action: str
    label: str
    help: str
    place: Place = "screen"
    footer: str = ""

    @property
    def binding(self) -> Binding:
        """The command as Textual binds it: what a part of a page does, the page hands to that."""
        action = f"command({self.id!r})" if self.place in OF_PAGES else self.action
        return Binding(self.keys or NO_KEY, action, self.label, id=self.id)


COMMANDS: tuple[Command, ...] = (
    # FindBar in the article: first, so that its keys take precedence.
    Command("find.next", "n,enter", "find_next(1)", N_("下一处"), N_("到下一处"), "found", N_("下一处")),
    Command("find.previous", "N", "find_next(-1)", N_("上一处"), N_("到上一处"), "found", N_("上一处")),
    Command("find.leave", "escape", "leave_finding", N_("结束查找"), N_("结束查找，回到原处"), "found", N_("结束")),
    # Moving, the same in every list and in the article.
    Command("move.down", "j,down", "down", N_("下移"), N_("下一行"), "moving"),
    Command("move.up", "k,up", "up", N_("上移"), N_("上一行"), "moving"),
    Command("move.first", "g", "first_key", N_("到开头"), N_("连按两次 g 到开头"), "moving"),
    Command("move.home", "home", "first", N_("到开头"), N_("到开头"), "moving"),
    Command("move.last", "G,end", "last", N_("到末尾"), N_("到末尾"), "moving"),
    Command("move.half_down", "ctrl+d", "page(0.5)", N_("下半页"), N_("向下半页"), "moving"),
    Command("move.half_up", "ctrl+u", "page(-0.5)", N_("上半页"), N_("向上半页"), "moving"),
    Command("move.page_down", "ctrl+f,pagedown", "page(1)", N_("下一页"), N_("向下一页"), "moving"),
    Command("move.page_up", "ctrl+b,pageup", "page(-1)", N_("上一页"), N_("向上一页"), "moving"),
    Command("open", "enter", "open", N_("打开"), N_("打开光标处的地区或文章"), "list", N_("打开")),
    # Panes.
    Command("pane.left", "h,left", "navigation.pane_left", N_("左侧窗格"), N_("到左侧窗格；在地区树中先收起")),
    Command("pane.right", "l,right", "navigation.pane_right", N_("右侧窗格"), N_("到右侧窗格；在地区树中先展开")),
    Command("pane.next", "tab", "navigation.pane_next(1)", N_("下一窗格"), N_("轮换窗格")),
    Command("pane.previous", "shift+tab", "navigation.pane_next(-1)", N_("上一窗格"), N_("反向轮换窗格")),
    Command("pane.regions", "f2", "navigation.to_pane('regions')", N_("地区窗格"), N_("到地区窗格")),
    Command("pane.list", "f3", "navigation.to_pane('list')", N_("列表窗格"), N_("到文章列表")),
    Command("pane.article", "f4", "navigation.to_pane('article')", N_("正文窗格"), N_("到正文")),
    Command("pane.narrower", "<,left_double_angle_bracket", "navigation.widen_pane(-1)", N_("窗格变窄"), N_("所在的窗格变窄")),
    Command("pane.wider", ">,right_double_angle_bracket", "navigation.widen_pane(1)", N_("窗格变宽"), N_("所在的窗格变宽")),
    Command("pane.layout", "", "layout_setting.toggle", N_("正文位置"), N_("正文放在列表下面；再执行一次放回旁边")),
    Command("view.zen", "z,f12", "navigation.zen", N_("专注阅读"), N_("只看正文；再按一次还原")),
    Command("go.back", "escape", "back", N_("返回"), N_("退回一层；在最外层停止刷新或取文章"), "page", N_("返回")),
    Command("go.out", "q", "back_or_quit", N_("返回"), N_("退回一层；在最外层退出"), "page"),
    # Reading on.
    Command("read.on", "space", "opener.read_on", N_("读下去"), N_("下一屏，读完后打开下一篇未读"), footer=N_("读下去")),
    Command("read.back", "b,backspace", "opener.read_back", N_("回一屏"), N_("正文向上一屏")),
    Command("article.next_unread", "n", "opener.next_unread(1)", N_("下一篇未读"), N_("打开下一篇未读文章"), footer=N_("下篇未读")),
    Command("article.previous_unread", "p", "opener.next_unread(-1)", N_("上一篇未读"), N_("打开上一篇未读文章")),
    Command("article.next", "]", "opener.next(1)", N_("下一篇"), N_("打开下一篇文章")),
    Command("article.previous", "[", "opener.next(-1)", N_("上一篇"), N_("打开上一篇文章")),
    Command("article.scroll_down", "J", "opener.scroll(1)", N_("正文下滚"), N_("不离开列表，正文向下滚动")),
    Command("article.scroll_up", "K", "opener.scroll(-1)", N_("正文上滚"), N_("不离开列表，正文向上滚动")),
    # Marks.
    Command("article.read", "m,f8", "marks.toggle_read", N_("已读/未读"), N_("标为已读或未读"), footer=N_("已读/未读")),
    Command("article.star", "s,f9", "marks.toggle_star", N_("星标"), N_("加上或去掉星标"), footer=N_("星标")),
    Command("list.mark_read", "A", "marks.mark_list_read", N_("全部标为已读"), N_("把列表中的文章，或选中的，都标为已读，可用 u 撤销")),
    Command("undo", "u", "changes.undo", N_("撤销"), N_("撤销上一次改动"), "page"),
    Command("redo", "ctrl+r", "changes.redo", N_("重做"), N_("重做撤销的改动"), "page"),
    # What the list shows.
    Command("region.pick", "c,f7", "tools.views.pick_region", N_("选择地区"), N_("输入汉字、拼音或首字母选择地区"), footer=N_("选地区")),
    Command("region.favourite", "F", "regions.favourite", N_("收藏地区"), N_("把地区放到地区窗格最上面，或取消"), footer=N_("收藏")),
    Command("list.filter", "f,f6", "tools.views.filter", N_("筛选"), N_("按词、地区、来源、时间筛选列表")),
    Command("search", "/,fullwidth_solidus,ideographic_comma", "tools.views.search", N_("搜索"), N_("在所有文章的全文里搜索"), footer=N_("搜索")),
    Command("search.save", "B", "tools.views.save_search", N_("保存搜索"), N_("把这次搜索放到地区窗格里，或取消"), footer=N_("保存")),
    Command("list.unread_only", "U", "tools.views.toggle_unread", N_("只看未读"), N_("只列未读文章；再按一次还原")),
    Command("list.starred", "V", "tools.views.toggle_starred", N_("只看星标"), N_("只列有星标的文章；再按一次还原")),
    Command("list.sort", "S", "tools.views.turn_order", N_("排序"), N_("轮换从新到旧、从旧到新、转载最多，各处各自记住")),
    Command("list.select", "v", "front.articles.select", N_("选择文章"), N_("选中文章，再用 m s M y e 一起处理")),
    Command("rule.make", "X", "tools.rules.make", N_("加规则"), N_("屏蔽、加星标、移走列表中的和以后这样的文章")),
    Command("rules", "L", "tools.rules.choose", N_("规则"), N_("查看和删除规则")),
    Command("refresh", "r", "refresher.listed", N_("刷新本列表"), N_("向列表中文章的来源取新文章")),
    Command("refresh.all", "R,f5", "refresher.all", N_("刷新全部"), N_("向所有来源取新文章"), footer=N_("刷新")),
    Command("list.take_along", "D", "offline.take_along", N_("取来离线看"), N_("取来列表中未读的，或选中的，全文和图片，标上 ◉，没有网络也能看")),
    # The article.
    Command("article.full_text", "x", "opener.full_text", N_("取全文"), N_("从原网页读取全文")),
    Command("article.notes", "enter", "toggle_notes", N_("展开声明"), N_("展开或收起文末的声明"), "article"),
    Command("article.browse", "o,ctrl+o", "tools.links.browse", N_("用浏览器打开"), N_("在浏览器中打开原文")),
    Command("article.copy_address", "y", "tools.links.copy_address", N_("复制网址"), N_("把原文网址放进剪贴板"), footer=N_("复制")),
    Command("article.copy_headline", "Y", "tools.links.copy_headline", N_("复制标题和网址"), N_("把标题和原文网址放进剪贴板")),
    Command("article.save", "e", "tools.saver.save", N_("保存"), N_("把文章、选中的或整个列表存成文件"), footer=N_("保存")),
    Command("article.pipe", "|,fullwidth_vertical_line", "tools.outlet.pipe", N_("交给命令"), N_("把文章交给一个命令，看它输出什么")),
    Command("article.links", ";,fullwidth_semicolon", "tools.links.links", N_("文中链接"), N_("选择文中的链接，在浏览器中打开")),
    Command("article.pictures", "I", "picture_loader.toggle", N_("图片"), N_("显示或不显示文中的图片")),
    Command("article.find", "ctrl+s", "tools.find_bar.find", N_("正文中查找"), N_("在正文中查找；不分繁简和大小写")),
    Command("article.spelling", "T", "spelling_setting.turn", N_("简体/繁體"), N_("原文、简体、繁體轮换，只改显示")),
    Command("article.reprints", "d", "tools.views.toggle_reprints", N_("其他来源"), N_("列出同一篇稿件的其他来源；再按一次还原")),
    Command("article.why", "w", "tools.placements.why", N_("为何在此"), N_("说明文章为什么在这个地区")),
    Command("article.move", "M", "tools.placements.move", N_("移到地区"), N_("把文章移到别的地区，可用 u 撤销"), footer=N_("移走")),
    # The source page.
    Command("sources", "E", "navigation.to_sources", N_("来源"), N_("查看和整理来源")),
    Command("source.test", "r,f5", "edits.test", N_("问一次"), N_("现在问这个来源，说明它答复了什么"), "sources", N_("问一次")),
    Command("source.enable", "space", "edits.enable", N_("启用/停用"), N_("启用或停用来源"), "sources", N_("启停")),
    Command("source.rename", "n,f2", "edits.rename", N_("改名"), N_("给来源起名字"), "sources"),
    Command("source.move", "M,f7", "edits.move", N_("移到地区"), N_("把来源移到别的地区"), "sources"),
    Command("source.remove", "D,delete", "edits.remove", N_("删除来源"), N_("删除来源和它的文章，可用 u 撤销"), "sources"),
    Command("source.linked", "w", "edits.add_linked", N_("地方频道"), N_("添加它的版头链接的市县频道页"), "sources"),
    # The program.
    Command("source.places", "i", "subscriptions.choose_places", N_("按地方添加来源"), N_("选择省市，添加目录里它们的来源"), "page", N_("选地方")),
    Command("source.add", "a", "tools.address.ask", N_("添加来源"), N_("输入网址，添加订阅或频道页"), footer=N_("添加")),
    Command("palette", "ctrl+p,:,fullwidth_colon", "palette", N_("命令"), N_("按名称寻找并执行命令")),
    Command("theme", "", "tools.theme_setting.choose", N_("配色"), N_("选择配色：深色、浅色、高对比、16 色")),
    Command("help", "?,fullwidth_question_mark,f1", "help", N_("帮助"), N_("显示这里的按键"), "page", N_("帮助")),
    Command("redraw", "ctrl+l", "app.redraw", N_("重画屏幕"), N_("重画屏幕，别的程序写乱了时用"), "app"),
    Command("copy", "ctrl+c", "app.copy", N_("复制"), N_("复制选中的文字；没有选中时说怎样退出"), "app"),
    Command("suspend", "ctrl+z", "app.suspend_process", N_("挂起"), N_("挂起 zhnews，回到命令行，用 fg 回来"), "app"),
    Command("quit", "ctrl+q", "app.quit", N_("退出"), N_("退出 zhnews"), "app"),
)  # fmt: skip

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}


def bindings(*places: Place) -> list[BindingType]:
    """Return the bindings of the commands that work at *places*, in the table's order."""
    return [command.binding for command in COMMANDS if command.place in places]


def at(*places: Place) -> Iterator[Command]:
    """Return the commands that work at *places*, in the table's order."""
    return (command for command in COMMANDS if command.place in places)


def shares(config: Config) -> dict[str, Command]:
    """Return the commands that ``[[share]]`` names, by their ids."""
    commands = (
        Command(
            f"share.{number}", share.key, f"tools.outlet.share({number})", share.name, share.name
        )
        for number, share in enumerate(config.share)
    )
    return {command.id: command for command in commands}


# Keys: how they are shown, and the user's own from [keys].

MODIFIERS = ("ctrl", "alt", "shift")

NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "backspace": "BS",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "shift+tab": "S-Tab",
}
"""Keys whose names we show our own way."""


def keys_of(command: Command, keymap: Mapping[str, str]) -> list[str]:
    """Return the keys of *command* as shown, the user's own where there are any."""
    return [shown(key) for key in _parted(keymap.get(command.id, command.keys))]


def first_key(command: Command, keymap: Mapping[str, str]) -> str:
    """Return the first key of *command*, as the events of Textual name it."""
    keys = keymap.get(command.id, command.keys)
    return next(iter(Binding.make_bindings([(keys, command.action)]))).key


def _parted(keys: str) -> list[str]:
    return keys.split(",") if keys else []


def shown(key: str) -> str:
    """Return a key's name for people: ``ctrl+d`` is C-d, ``f5`` is F5, ``question_mark`` is ?."""
    if key in NAMES:
        return NAMES[key]
    modifiers, _plus, name = key.rpartition("+")
    if modifiers:
        prefix = "".join(modifier[0].upper() + "-" for modifier in modifiers.split("+"))
        return prefix + shown(name)
    if is_function_key(name):
        return name.upper()
    try:
        return unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return format_key(name)


def is_function_key(name: str) -> bool:
    """Whether *name* is ``f1`` to ``f24``."""
    return name[:1] == "f" and name[1:].isdecimal() and 1 <= int(name[1:]) <= 24


def is_key(key: str) -> bool:
    """Whether *key* is one that a terminal can send: a character, or a name as Textual gives it."""
    *modifiers, name = key.split("+")
    if any(modifier not in MODIFIERS for modifier in modifiers):
        return False
    if len(name) == 1 or is_function_key(name) or name in Keys._value2member_map_:
        return True
    try:
        return bool(unicodedata.lookup(name.replace("_", " ")))
    except KeyError:
        return False


APART = ({"list", "article"}, {"sources", "screen"}, {"sources", "article"})
"""Places of which only one has the keys at a time."""


def overlap(one: Place, other: Place) -> bool:
    """Whether commands of the two places could hear the same key."""
    return one == other or not ({one, other} in APART or "found" in (one, other))


def check(
    keys: Mapping[str, str],
    fail: Callable[[str, str], Exception],
    own: Mapping[str, Command] = {},
) -> dict[str, str]:
    """Return the keymap of the user's ``[keys]``: command ids to keys.

    An unknown command, an unknown key or two commands on one key raise what *fail* makes of the
    command's id and the sentence; so do the keys of the user's *own* commands.
    """
    given = {id: command.keys for id, command in own.items()} | dict(keys)
    for id, value in given.items():
        if id not in BY_ID and id not in own:
            raise fail(id, _("没有“{id}”这个命令，zhnews help keys 列出所有命令。", id=id))
        for key in value.split(","):
            if not is_key(key.strip()):
                raise fail(id, _("没有“{key}”这个键，要写成 s、f9、ctrl+d 这样。", key=key.strip()))
    keymap = {id: ",".join(key.strip() for key in value.split(",")) for id, value in given.items()}
    clash = first_clash(keymap, own.values())
    if clash is not None:
        mine, other, key = clash
        raise fail(
            mine,
            _(
                "“{key}”同时是 {mine} 和 {other} 的键，请改一个。",
                key=shown(key),
                mine=mine,
                other=other,
            ),
        )
    return keymap


def first_clash(
    keymap: Mapping[str, str], own: Iterable[Command] = ()
) -> tuple[str, str, str] | None:
    """Find two commands on one key: the remapped one, the other, and the key."""
    commands = (*COMMANDS, *own)
    taken = {c.id: set(_parted(keymap.get(c.id, c.keys))) for c in commands}
    for one, other in combinations(commands, 2):
        shared = taken[one.id] & taken[other.id]
        if shared and overlap(one.place, other.place):
            mine, theirs = (other, one) if other.id in keymap else (one, other)
            return mine.id, theirs.id, min(shared)
    return None
