"""Faults of our own, and failures of processes, streams and the browser."""

from reader.errors.base import ZhnewsError
from reader.i18n import N_


class Unexpected(ZhnewsError):
    """A fault of ours, whose traceback is in the log."""

    kind = "unexpected"
    message = N_("zhnews 出错了（{error}），详情在 {log}。")


class UnexpectedUnlogged(Unexpected):
    """A fault of ours, and the log cannot be written."""

    message = N_("zhnews 出错了（{error}），也无法写日志 {log}。")


class ProcessEnded(ZhnewsError):
    """The background process that refreshes or works through the queue ended before its time."""

    kind = "ended"
    message = N_("后台的工作中断了，请再试一次。")


class StreamFailed(ZhnewsError):
    """A standard stream cannot be used; *name* says which."""

    kind = "stream"


class StreamUnreadable(StreamFailed):
    """Standard input is closed or broken."""

    message = N_("无法读取{name}，它也许关闭了。")


class StreamUnwritable(StreamFailed):
    """Standard output or standard error is closed, or the disk behind it is full."""

    message = N_("无法写入{name}，它也许关闭了，或者磁盘满了。")


class NotifyFailed(ZhnewsError):
    """The command of ``[notify]`` failed; what it was to tell is told the next time."""

    kind = "notify"
    message = N_("通知命令 {command} 失败了（{detail}），这些文章下次再通知。")


class NotifyMissing(NotifyFailed):
    """There is no such command."""

    message = N_("找不到通知命令 {command}，请检查 [notify] 里的 command；这些文章下次再通知。")


class NotifyHung(NotifyFailed):
    """It did not end in time, and was ended."""

    message = N_("通知命令 {command} 在 {seconds} 秒内没有结束，停掉了；这些文章下次再通知。")


class EditorMissing(ZhnewsError):
    """There is no such editor."""

    kind = "editor"
    message = N_("找不到编辑器 {command}，请设置环境变量 EDITOR。")


class EditorFailed(ZhnewsError):
    """The editor ended with an error."""

    kind = "editor"
    message = N_("编辑器 {command} 失败了（退出状态 {status}），设置没有改。")


class NoBrowser(ZhnewsError):
    """No browser that opens outside the terminal."""

    kind = "no_browser"
    message = N_("找不到浏览器，请复制网址另外打开，或设置环境变量 BROWSER。")


class BadCommand(ZhnewsError):
    """What was typed is no command: its quotes do not match."""

    kind = "bad_command"
    message = N_("这个命令的引号没有成对。")


class ShellNeeded(BadCommand):
    """It has a sign of the shell, through which nothing goes unless the reader writes one."""

    message = N_("命令不经过 shell，不认识 {sign}；要用它，请写 sh -c '{command}'。")


class CommandMissing(ZhnewsError):
    """A command that the reader named cannot be run."""

    kind = "command_missing"
    message = N_("找不到或不能运行命令 {name}，请检查它的名字。")


class NoClipboard(ZhnewsError):
    """Neither the terminal nor a program takes what is copied."""

    kind = "no_clipboard"
    message = N_("没有复制：这个终端不让程序写剪贴板，请安装 wl-copy、xclip 或 xsel。")
