"""What can go wrong with the database."""

from reader.errors.base import ZhnewsError
from reader.i18n import N_


class StoreError(ZhnewsError):
    """The database cannot do what was asked."""

    kind = "store"
    message = N_("数据库 {path} 出错：{detail}")


class StoreBusy(StoreError):
    """Another process held the write lock beyond the patience."""

    kind = "store_busy"
    message = N_("数据库 {path} 正被别的程序占用，请稍后再试。")


class StoreDamaged(StoreError):
    """The file is no intact SQLite database."""

    kind = "store_damaged"
    message = N_(
        "数据库 {path} 已损坏：zhnews db check 列出哪里坏了，zhnews db restore 备份 从备份恢复。"
    )


class IndexDamaged(StoreDamaged):
    """The search index is not whole; the articles are, from which it can be made anew."""

    kind = "index_damaged"
    message = N_("数据库 {path} 的搜索索引坏了，文章都在；请运行 zhnews db reindex。")


class StoreReadOnly(StoreError):
    """The file or its folder cannot be written."""

    kind = "store_read_only"
    message = N_("数据库 {path} 是只读的，请检查它的权限。")


class StoreNewer(StoreError):
    """A newer zhnews wrote the file."""

    kind = "store_newer"
    message = N_("数据库 {path} 来自更新的 zhnews，请升级 zhnews 后再打开。")


class StoreOlder(StoreError):
    """A zhnews wrote the file that is too old for its tables to be migrated."""

    kind = "store_older"
    message = N_(
        "数据库 {path} 来自太旧的 zhnews：请用那个版本的 zhnews export opml 和 zhnews export jsonl"
        " 导出来源和文章，移走这个文件，再用 zhnews import 导入。"
    )


class StoreForeign(StoreError):
    """The file is a database of another program."""

    kind = "store_foreign"
    message = N_("{path} 不是 zhnews 的数据库，请换一个文件。")


class DiskFull(StoreError):
    """No room left; what was stored before is safe."""

    kind = "disk_full"
    message = N_("磁盘满了，没有写入 {path}，已有的内容都还在；请腾出空间再试。")


class DiskFailed(StoreError):
    """The disk failed to read or to write, or the reader's quota of it is used up."""

    kind = "disk_failed"
    message = N_("读写时磁盘出错；请看看磁盘和空间配额，再试一次：{path}")


class StoreReplaced(StoreError):
    """Another file stands where the one was that is open."""

    kind = "store_replaced"
    message = N_("数据库被换成了另一个文件；请退出后重新打开：{path}")


class StoreGone(StoreError):
    """The file that is open was moved away or removed."""

    kind = "store_gone"
    message = N_("数据库不在原处了；请放回去，或退出后重新打开：{path}")


class StoreUnreachable(StoreError):
    """The file cannot be opened or its folder not made."""

    kind = "store_unreachable"
    message = N_("无法打开数据库 {path}，请检查路径和权限。")


class ChangesLost(StoreError):
    """What was yet to be stored when the reader was left could not be."""

    kind = "changes_lost"
    message = N_("退出时有 {n} 处改动或读到的地方没有保存：{reason}")
