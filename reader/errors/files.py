"""Files that cannot be read or written."""

from reader.errors.base import InputError
from reader.i18n import N_


class FileMissing(InputError):
    """No such file or folder."""

    kind = "file_missing"
    message = N_("找不到 {path}，请检查路径。")


class FileUnreadable(InputError):
    """The file is there but cannot be read."""

    kind = "file_unreadable"
    message = N_("无法读取 {path}，请检查它的权限。")


class NotAFile(FileUnreadable):
    """The path leads to a folder, a FIFO or a device where a file is wanted."""

    message = N_("{path} 不是普通的文件，无法读取。")


class IsAFolder(InputError):
    """The path of a folder stands where that of a file is wanted."""

    kind = "is_a_folder"
    message = N_("{path} 是文件夹，请写出一个文件的路径。")


class PathTooLong(FileUnreadable):
    """The system opens no path of this length; *path* is the beginning of it."""

    message = N_("{path}… 的路径太长，系统打不开。")


class CircularLink(FileUnreadable):
    """The path is a link that leads to itself, or through others back to itself."""

    message = N_("{path} 是绕回自己的链接，打不开，请检查它指向哪里。")


class FileUnwritable(InputError):
    """The file cannot be written."""

    kind = "file_unwritable"
    message = N_("无法写入 {path}，请检查它的权限。")


class NoRoom(FileUnwritable):
    """The disk is full, or as much of it as the reader may have."""

    message = N_("磁盘满了，没有写入 {path}，请腾出空间再试。")


class SameFile(InputError):
    """A backup and its database are one file."""

    kind = "same_file"
    message = N_("{path} 就是数据库自己，请换一个文件。")
