"""What a command gets to work with, and what a command is."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reader import config, paths

if TYPE_CHECKING:
    from reader.store.store import Store


class Context(Struct, frozen=True, dict=True):
    """The options common to all commands, and what they lead to, opened when it is asked for."""

    json: bool = False
    named_config: Path | None = None
    named_database: Path | None = None

    @cached_property
    def config_path(self) -> Path:
        """The config in use."""
        return paths.config_file(self.named_config)

    @cached_property
    def config(self) -> config.Config:
        """The settings. Raises ConfigError, FileMissing, FileUnreadable."""
        return config.load(self.config_path)

    @cached_property
    def database(self) -> Path:
        """The database in use, there or not."""
        return paths.database_file(self.named_database)

    @contextmanager
    def store(self) -> Iterator["Store"]:
        """Open the database, with the declared sources of the config in it. Raises StoreError."""
        from reader.store.store import Store

        with Store.open(self.database) as store:
            self.declare(store)
            yield store

    def declare(self, store: "Store") -> None:
        """Bring what the config declares into *store*, if that is kept. Raises ConfigError."""
        if store.read_only:
            return
        if self.config.source or self.config.keep.regions:
            from reader.news.config_sources import (
                declare,
            )  # most declare nothing: no need of regions

            declare(store, self.config, self.config_path)
        else:
            store.sources.declare([])


class Command(Struct, frozen=True):
    """A command: its arguments, and `run`, which returns the exit status."""

    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, Context], int]
    needs_config: bool = True
    """Whether it can do nothing while the config is wrong."""
