"""Where zhnews keeps its files, and which config it reads.

Directories are the platform's own: on Linux those of the XDG base directory specification. Nothing
here creates one; whoever writes a file does. platformdirs is imported only when it is asked, for
``--config`` and ``--db`` together need none of it.
"""

import os
from pathlib import Path

APP = "zhnews"


def config_file(explicit: Path | None = None) -> Path:
    """Return the config in use: *explicit*, ``$ZHNEWS_CONFIG``, the user's own, or the default one.

    The first two are taken at their word; they may not exist.
    """
    if explicit is not None:
        return explicit
    if named := os.environ.get("ZHNEWS_CONFIG"):
        return Path(named).expanduser()
    own = user_config()
    return own if own.exists() else default_config()


def user_config() -> Path:
    """Return the place of the user's own config, there or not."""
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def default_config() -> Path:
    """Return the config.toml that documents the defaults.

    A wheel carries it among its data; in a checkout it is the one at the top.
    """
    package = Path(__file__).parent.parent
    carried = package / "data" / "config.toml"
    return carried if carried.exists() else package.parent / "config.toml"


def database_file(explicit: Path | None = None) -> Path:
    """Return the database in use: *explicit*, or the one in the platform's data directory."""
    if explicit is not None:
        return explicit
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "zhnews.db"


def picture_folder() -> Path:
    """Return the folder of downloaded pictures, in the platform's cache directory."""
    from platformdirs import user_cache_path

    return user_cache_path(APP, appauthor=False) / "pictures"


def log_file() -> Path:
    """Return the file that tracebacks of unexpected errors are written to."""
    from platformdirs import user_log_path

    return user_log_path(APP, appauthor=False) / "zhnews.log"
