"""``zhnews db``: looking after the database."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import asdict

from reader.cli.command import CommandContext, Subcommand, add_actions, add_force
from reader.cli.listing import do_work, reindex
from reader.cli.output import size_name, write_json, write_table
from reader.errors import BadArguments, StoreDamaged
from reader.i18n import N_, _
from reader.news.pictures import PictureCache
from reader.news.work import KEEP
from reader.settings import paths
from reader.store import maintenance
from reader.store.queue import INDEX, PLACE, RULE, STORY
from reader.store.store import Store


class _Action(NamedTuple):
    run: Callable[[Namespace, CommandContext], int]
    help: str
    needs_path: bool = False


def _arguments(parser: ArgumentParser) -> None:
    add_actions(parser, {name: action.help for name, action in _ACTIONS.items()})
    parser.add_argument(
        "path", nargs="?", type=Path, metavar=_("文件").upper(), help=_("备份的文件")
    )
    add_force(parser)


def _db(args: Namespace, context: CommandContext) -> int:
    action = _ACTIONS[args.action]
    if action.needs_path != (args.path is not None):
        fault = N_("缺少参数 {what}。") if action.needs_path else N_("不认识参数 {what}。")
        detail = _(fault, what=str(args.path or _("文件")))
        raise BadArguments(detail=detail, command="zhnews db")
    return action.run(args, context)


def _work(args: Namespace, context: CommandContext) -> int:
    with Store.open(context.database) as store:
        done = do_work(store, context)
    placed, indexed, compared = done[PLACE], done[INDEX], done[STORY]
    ruled, kept = done[RULE], done[KEEP]
    if context.json:
        write_json(
            {
                "placed": placed.seen,
                "moved": placed.moved,
                "indexed": indexed.seen,
                "compared": compared.seen,
                "joined": compared.moved,
                "ruled": ruled.moved,
                "removed": kept.moved,
            }
        )
        return 0
    print(_("看了 {done} 篇文章，{moved} 篇换了地区。", done=placed.seen, moved=placed.moved))
    print(_("编了 {done} 篇文章的搜索索引。", done=indexed.seen))
    print(_("比了 {done} 篇文章，{moved} 篇是转载。", done=compared.seen, moved=compared.moved))
    if ruled.seen:
        print(
            _("按规则看了 {done} 篇文章，改了 {changed} 篇。", done=ruled.seen, changed=ruled.moved)
        )
    if kept.moved:
        print(_("清理了 {n} 篇旧文章。", n=kept.moved))
    return 0


def _reindex(args: Namespace, context: CommandContext) -> int:
    with Store.open(context.database) as store:
        store.index.rebuild()
        done = reindex(store, context)
    if context.json:
        write_json({"indexed": done})
    else:
        print(_("编了 {done} 篇文章的搜索索引。", done=done))
    return 0


def _check(args: Namespace, context: CommandContext) -> int:
    path = context.database
    try:
        faults = maintenance.check(path, contents=True)
    except StoreDamaged as error:  # its sentence leads here
        faults = [str(error.params["detail"])]
    if context.json:
        write_json({"path": str(path), "faults": faults})
    elif faults:
        lines = [_("数据库 {path} 有损坏，请用 zhnews db restore 从备份恢复：", path=str(path))]
        print("\n".join([*lines, *faults]), file=sys.stderr)
    else:
        print(_("数据库 {path} 是完好的。", path=str(path)))
    return 1 if faults else 0


def _backup(args: Namespace, context: CommandContext) -> int:
    maintenance.backup(context.database, args.path, replace=args.force)
    size = args.path.stat().st_size
    if context.json:
        write_json({"path": str(args.path), "size": size})
    else:
        name = str(args.path)
        print(_("已备份到 {path}（{size}），检查过，是完好的。", path=name, size=size_name(size)))
    return 0


def _restore(args: Namespace, context: CommandContext) -> int:
    kept = maintenance.restore(context.database, args.path)
    if context.json:
        write_json({"path": str(context.database), "kept": str(kept) if kept else None})
        return 0
    print(_("已用 {backup} 恢复 {path}。", backup=str(args.path), path=str(context.database)))
    if kept:
        print(_("原来的文件留在 {path}。", path=str(kept)))
    return 0


def _vacuum(args: Namespace, context: CommandContext) -> int:
    freed = maintenance.vacuum(context.database)
    if context.json:
        write_json({"path": str(context.database), "freed": freed})
    else:
        print(_("已整理数据库，腾出 {size}。", size=size_name(max(0, freed))))
    return 0


def _info(args: Namespace, context: CommandContext) -> int:
    info, pictures = maintenance.info(context.database), _picture_cache().usage()
    if context.json:
        write_json(asdict(info) | {"path": str(info.path), "pictures": asdict(pictures)})
        return 0
    number = _("{n} 张，{size}", n=pictures.pictures, size=size_name(pictures.size))
    write_table(
        [
            (_("文件"), str(info.path)),
            (_("大小"), size_name(info.size)),
            (_("日志"), size_name(info.log)),
            (_("空闲"), size_name(info.unused)),
            (_("搜索索引"), size_name(info.index)),
            (_("正文"), size_name(info.bodies)),
            (_("表的版本"), str(info.version)),
            (_("来源"), str(info.sources)),
            (_("文章"), str(info.articles)),
            (_("未读"), str(info.unread)),
            (_("星标"), str(info.starred)),
            (_("已屏蔽"), str(info.muted)),
            (_("图片缓存"), number),
        ]
    )
    return 0


def _clear_pictures(_args: Namespace, context: CommandContext) -> int:
    cleared = _picture_cache().clear()
    if context.json:
        write_json({"pictures": asdict(cleared)})
    else:
        size = size_name(cleared.size)
        print(_("已删除缓存中的 {n} 张图片，腾出 {size}。", n=cleared.pictures, size=size))
    return 0


def _picture_cache() -> PictureCache:
    return PictureCache(paths.picture_folder())


_ACTIONS: Mapping[str, _Action] = {
    "info": _Action(_info, N_("多大、有多少文章")),
    "check": _Action(_check, N_("是不是完好")),
    "backup": _Action(_backup, N_("备份到文件"), needs_path=True),
    "restore": _Action(_restore, N_("从备份恢复，原来的文件留在旁边"), needs_path=True),
    "vacuum": _Action(_vacuum, N_("腾出不用的空间")),
    "clear-pictures": _Action(_clear_pictures, N_("删除缓存的图片")),
    "work": _Action(_work, N_("给等着的文章定地区、编索引、按规则处理")),
    "reindex": _Action(_reindex, N_("重新编搜索索引")),
}

COMMANDS = {"db": Subcommand(_arguments, _db)}
