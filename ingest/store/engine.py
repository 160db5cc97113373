"""A database by URL, SQLite or PostgreSQL: one behaviour, real transactions, plain errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Insert,
    MetaData,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DataError,
    IntegrityError,
    OperationalError,
    SQLAlchemyError,
)

from ingest.errors import SettingsError, StoreError

_BUSY_MS: Final = 60_000
"""How long a writer waits for the one before it."""

_AGAIN_SECONDS: Final = 0.02
"""How long until a file that was taken is asked for again."""

_LOCK: Final = 20_509_330
"""The advisory lock that means the right to write; any number, the same for every process."""

_REASONS: Final = (
    (OperationalError, "打不开、连不上或一直被占用"),
    (IntegrityError, "内容前后矛盾，没有保存"),
    (DataError, "内容中有数据库不能保存的字符或数值，没有保存"),
    (UnicodeEncodeError, "内容中有数据库不能保存的字符，没有保存"),
    (DatabaseError, "文件已损坏或不是数据库；请移走该文件后重新收录"),
    (Exception, "读写时出错"),
)


def open_engine(url: str) -> Engine:
    """An engine whose reads each see one snapshot; SettingsError for a URL that cannot be used."""
    parsed = _parsed(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database:
        _make_folder(Path(parsed.database).parent)
    engine = create_engine(parsed)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction whose queries all see the database as it is at the first of them."""
    with _plainly(engine.url), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other of these runs beside, in any process; readers do not wait."""
    with _plainly(engine.url), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection = connection.execution_options(begin="BEGIN IMMEDIATE")
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            yield connection


def make_tables(engine: Engine, metadata: MetaData, *first: Insert) -> None:
    """Make those tables that are missing, and where none of them was there put the ``first`` rows
    in. Where all are there nobody's writing is waited for."""
    names = set(metadata.tables)
    with reading(engine) as connection:
        if names.issubset(inspect(connection).get_table_names()):
            return
    with writing(engine) as connection:
        new = names.isdisjoint(inspect(connection).get_table_names())  # nobody was faster
        metadata.create_all(connection)
        for row in first if new else ():
            connection.execute(row)


@contextmanager
def _plainly(url: URL) -> Iterator[None]:
    """Turn what a database says into a StoreError that says it in Chinese, without a password."""
    try:
        yield
    except (SQLAlchemyError, UnicodeEncodeError) as error:
        reason = next(words for kind, words in _REASONS if isinstance(error, kind))
        shown = url.render_as_string(hide_password=True)
        raise StoreError(f"事实库 {shown} {reason}。") from error


def _parsed(url: str) -> URL:
    advice = "请检查 BUDGETQA_FACTS_URL，例如 sqlite:////data/facts.sqlite3 或 postgresql://用户@主机/库名。"
    try:
        parsed = make_url(url)
        name = parsed.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise SettingsError(f"事实库的地址不是有效的数据库地址，{advice}") from error
    if name not in ("sqlite", "postgresql"):
        raise SettingsError(f"事实库只能用 SQLite 或 PostgreSQL，不能用 {name}，{advice}")
    return parsed


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"无法建立存放数据的文件夹 {folder}，请检查 BUDGETQA_STORE 和写入权限。"
        ) from error


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver would begin too late: "begin" does it
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    _write_ahead(connection)
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Keep a write-ahead log. Whoever begins with it needs the file alone, and ``busy_timeout``
    does not count for that: two processes that open a new store at once would fail."""
    patience = monotonic() + _BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > patience:
                raise
            sleep(_AGAIN_SECONDS)
        else:
            return
