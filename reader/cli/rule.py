"""``zhnews rule``: what is done by itself with the articles that a query finds."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from typing import Any, NamedTuple, cast, get_args

from msgspec.structs import replace

from reader.cli import output
from reader.cli.command import CommandContext, Subcommand, add_actions, natural
from reader.cli.listing import do_work, search_and_write
from reader.cli.output import write_json, write_table
from reader.errors import BadArguments, InputError
from reader.i18n import N_, _, render
from reader.model import Rule, RuleAction
from reader.news.rules import describe, new_rule
from reader.store.store import Store
from reader.view import View

SHOWN = 5
"""Hits that are shown before one is asked."""
YES = ("", "y", "yes")


class _Action(NamedTuple):
    run: Callable[[Namespace, CommandContext], int]
    help: str


def _arguments(parser: ArgumentParser) -> None:
    add_actions(parser, {name: action.help for name, action in _ACTIONS.items()})
    parser.add_argument(
        "words",
        nargs="*",
        metavar=_("做什么、条件或编号").upper(),
        help=_(
            "add mute|star|move|notify 条件…；remove 编号；test 条件…；条件和 zhnews search 的一样"
        ),
    )
    parser.add_argument("--to", metavar=_("地区").upper(), help=_("move：移到哪里"))
    parser.add_argument(
        "--limit", type=natural, default=50, metavar="N", help=_("test：最多几篇，0 是全部（50）")
    )


def _rule(args: Namespace, context: CommandContext) -> int:
    args.words = [word.strip() for word in args.words]
    return _ACTIONS[args.action].run(args, context)


def _add(args: Namespace, context: CommandContext) -> int:
    rule = _rule_of(args)
    with Store.open(context.database) as store:
        with redirect_stdout(sys.stderr):  # what is printed is about the rule
            quiet = replace(context, json=False)
            hits = search_and_write(store, View(search=rule.query), quiet, SHOWN)
        if not context.json and output.is_interactive() and not _agrees(rule):
            return 0
        rule = replace(rule, id=store.rules.add(rule))
        do_work(store, context)
    if rule.action == "notify" and not context.config.notify.command:
        print(_("设置的 [notify] 里还没有 command，写上以后才会通知。"), file=sys.stderr)
    if context.json or not output.is_interactive():
        print(_("没有询问，规则 {id} 已经保存。", id=rule.id), file=sys.stderr)
    if context.json:
        write_json(_as_json(rule) | {"hits": hits})
    else:
        print(
            _(
                "规则 {id}：{saying}，找到 {n} 篇。",
                id=rule.id,
                saying=render(describe(rule)),
                n=hits,
            )
        )
    return 0


def _rule_of(args: Namespace) -> Rule:
    """Read the rule of the command line. Raises BadArguments, BadQuery, UnknownRegion."""
    action, *words = args.words or [""]
    if action not in get_args(RuleAction):
        raise _wrong(_("缺少参数 {what}。", what="|".join(get_args(RuleAction))))
    if (action == "move") != (args.to is not None):
        missing = N_("缺少参数 {what}。") if action == "move" else N_("不认识参数 {what}。")
        raise _wrong(_(missing, what="--to"))
    return new_rule(cast(RuleAction, action), " ".join(words), args.to or "")


def _agrees(rule: Rule) -> bool:
    only_new = rule.action == "notify"
    question = N_("{saying}？[Y/n]") if only_new else N_("{saying}，以后来的也一样？[Y/n]")
    print(_(question, saying=render(describe(rule))))
    return input("> ").strip().lower() in YES


def _list(args: Namespace, context: CommandContext) -> int:
    with Store.open(context.database) as store:
        rules, found = store.rules.all(), store.rules.found()
    if context.json:
        write_json({"rules": [_as_json(rule) | {"found": found.get(rule.id, 0)} for rule in rules]})
        return 0
    counted = [(rule, _("{n} 篇", n=found.get(rule.id, 0))) for rule in rules]
    write_table([(str(rule.id), count, render(describe(rule))) for rule, count in counted])
    return 0


def _remove(args: Namespace, context: CommandContext) -> int:
    if not args.words:
        raise _wrong(_("缺少参数 {what}。", what=_("编号")))
    with Store.open(context.database) as store:
        ids = [_known(store, word) for word in args.words]
        for id in ids:
            store.rules.remove(id)
        do_work(store, context)
    if context.json:
        write_json({"removed": ids})
    else:
        print(_("删除了 {n} 条规则，它们做的都还原了。", n=len(ids)))
    return 0


def _known(store: Store, word: str) -> int:
    for rule in store.rules.all():
        if str(rule.id) == word:
            return rule.id
    raise InputError(
        N_("没有编号为 {id} 的规则，zhnews rule list 列出所有规则。"), kind="unknown_rule", id=word
    )


def _test(args: Namespace, context: CommandContext) -> int:
    rule = new_rule("mute", " ".join(args.words))
    with Store.open(context.database) as store:
        search_and_write(store, View(search=rule.query), context, args.limit)
    return 0


def _as_json(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "action": rule.action,
        "query": rule.query,
        "region": rule.region or None,
    }


def _wrong(detail: str) -> BadArguments:
    return BadArguments(detail=detail, command="zhnews rule")


_ACTIONS: Mapping[str, _Action] = {
    "add": _Action(_add, N_("加一条规则，先说找到多少篇")),
    "list": _Action(_list, N_("列出规则")),
    "remove": _Action(_remove, N_("删除规则，它做的都还原")),
    "test": _Action(_test, N_("只看看会找到哪些文章")),
}

COMMANDS = {"rule": Subcommand(_arguments, _rule)}
