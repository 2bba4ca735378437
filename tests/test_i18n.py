import ast
import gettext
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import TypeGuard

import pytest

from reader import errors, i18n
from reader.cli.main import main
from reader.data import build_locale
from reader.model import Reason
from reader.text.wrap import width
from reader.tui.commands import COMMANDS, PLACES, keys_of
from reader.tui.panes.article_rows import TIME_CELLS
from reader.tui.screens.help import BOX_CELLS, FRAME_CELLS, KEYS_CELLS
from reader.tui.widgets.status import HELP, HINTS, Situation
from reader.wording.articles import day_name, row_time

CHINESE = re.compile(r"[\u4e00-\u9fff]|^[、；：]$")
"""Han characters, and the marks between the parts of a sentence that the code puts together."""
NAMES = ("吉林/长春", "吉林", "长春")
"""Places as one types them: the only Chinese in English texts."""
SYMBOLS = "▸▾·◉"
READ = ("extract/", "regions/", "text/", "data/")
"""Where Chinese words in the code are what is read, not what is said."""

ERRORS = [
    found
    for found in vars(errors).values()
    if isinstance(found, type) and issubclass(found, errors.ZhnewsError)
]
TEXTS = build_locale.stored()
PAIRS = [(message, text) for message, forms in TEXTS.items() for text in forms]
TREES = {
    path.relative_to(build_locale.PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(build_locale.PACKAGE.rglob("*.py"))
}


@pytest.fixture
def english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("zh")


def names(text: str) -> list[str]:
    """Return the parameters of *text*, in alphabetical order."""
    return sorted(name for _text, name, _spec, _as in Formatter().parse(text) if name is not None)


def is_call(node: ast.AST, *functions: str) -> TypeGuard[ast.Call]:
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name in functions
    return False


def calls(tree: ast.AST, *functions: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if is_call(node, *functions))


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run when the module is imported."""
    for child in ast.iter_child_nodes(tree):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from at_import(child)


def unmarked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the strings of a module, with their lines, that are no messages and no docstrings."""
    known = {id(node) for call in calls(tree, "_", "N_") for node in ast.walk(call.args[0])}
    known.update(id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr))
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in known:
                yield node.lineno, text


# --- the catalogue ---


def test_the_catalogue_is_what_the_code_and_the_texts_make_it() -> None:
    for path, data in build_locale.files(build_locale.catalogue()).items():
        assert path.read_bytes() == data, "run python -m reader.data.build_locale"


def test_every_message_has_an_english_text_and_none_is_fuzzy() -> None:
    assert [message for message, text in PAIRS if not text] == []
    assert "fuzzy" not in build_locale.PO.read_text("utf-8")


def test_the_compiled_catalogue_says_what_the_readable_one_says() -> None:
    with build_locale.MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    said = {
        message: (compiled.gettext(message),)
        if len(forms) == 1
        else tuple(compiled.ngettext(message, message, n) for n in (1, 2))
        for message, forms in TEXTS.items()
    }
    assert said == TEXTS


def test_every_text_keeps_the_parameters_of_its_message() -> None:
    assert [text for message, text in PAIRS if names(text) != names(message)] == []


def test_every_text_keeps_the_full_stop_of_its_message() -> None:
    def differ(message: str, text: str) -> bool:
        return text.endswith(".") != message.endswith(("。", "…"))

    assert [text for message, text in PAIRS if differ(message, text)] == []


def test_every_text_is_plain_ascii_but_for_names_of_places() -> None:
    kept = re.compile("|".join((*NAMES, *SYMBOLS)))
    assert [text for _message, text in PAIRS if not kept.sub("", text).isascii()] == []


def test_english_tells_one_from_many(english: None) -> None:
    assert [i18n._("{n} 篇", n=n) for n in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]
    assert i18n._("{n} 个失败", n=1) == "1 failed"


# --- what the code marks ---


def test_every_message_is_a_literal_that_can_be_collected() -> None:
    made = (ast.JoinedStr, ast.BinOp)
    marked = ((file, call) for file, tree in TREES.items() for call in calls(tree, "_", "N_"))
    assert [f"{file}:{c.lineno}" for file, c in marked if isinstance(c.args[0], made)] == []


def test_no_message_stands_in_an_f_string() -> None:
    # Before Python 3.12 what collects them does not look there.
    whole = ((f, node) for f, tree in TREES.items() for node in ast.walk(tree))
    inside = ((f, c) for f, n in whole if isinstance(n, ast.JoinedStr) for c in calls(n, "_", "N_"))
    assert [f"{f}:{c.lineno}" for f, c in inside if isinstance(c.args[0], ast.Constant)] == []


def test_nothing_is_translated_before_the_language_is_known() -> None:
    early = ((file, node) for file, tree in TREES.items() for node in at_import(tree))
    assert [file for file, node in early if is_call(node, "_")] == []


def test_every_chinese_sentence_is_marked() -> None:
    said = (
        (f"{file}:{line}", text)
        for file, tree in TREES.items()
        if not file.startswith(READ)
        for line, text in unmarked(tree)
    )
    assert [place for place, text in said if CHINESE.search(text)] == []


def test_every_error_is_in_the_catalogue() -> None:
    assert {error.message for error in ERRORS} <= TEXTS.keys()


def test_every_word_of_the_command_table_is_in_the_catalogue() -> None:
    words = {word for c in COMMANDS for word in (c.label, c.help, c.footer)} - {""}
    words |= {hint.label for hint in chain.from_iterable(HINTS.values())}
    assert words | set(PLACES.values()) <= TEXTS.keys()


# --- speaking ---


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_speaks_the_language_in_use(
    error: type[errors.ZhnewsError], english: None
) -> None:
    raised = error(**{name: f"<{name}>" for name in names(error.message)})
    sentence = i18n.render(raised)
    assert sentence.isascii()
    assert names(error.message) == sorted(re.findall("<(.+?)>", sentence))
    i18n.use("zh")
    assert i18n.render(raised) == str(raised) != sentence


def test_a_message_that_says_nothing_is_empty_in_every_language(english: None) -> None:
    assert i18n.render(Reason("")) == ""


def test_the_language_of_the_config_is_spoken_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], english: None
) -> None:
    for language, said in (
        ("en", "Unknown argument b. See zhnews export --help.\n"),
        ("zh", "不认识参数 b。用法见 zhnews export --help。\n"),
    ):
        config = tmp_path / f"{language}.toml"
        config.write_text(f'language = "{language}"\n', "utf-8")
        assert main(["export", "opml", "a", "b", "--config", str(config)]) == 2
        assert capsys.readouterr().err == said


def test_a_config_that_is_wrong_is_told_of_in_the_language_that_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], english: None
) -> None:
    config = tmp_path / "config.toml"
    for text, said in (("foo = 1", "There is no setting"), ("foo = [", "This line cannot be read")):
        i18n.use("zh")
        config.write_text(f'# mine\nlanguage = "en"  # mine\n{text}\n', "utf-8")
        assert main(["list", "--config", str(config)]) == 2
        assert f"line 3: {said}" in capsys.readouterr().err


# --- room on the screen ---


def test_the_english_help_fits_beside_the_keys(english: None) -> None:
    room = BOX_CELLS - FRAME_CELLS - KEYS_CELLS
    assert [c.id for c in COMMANDS if width(i18n._(c.help)) > room] == []


@pytest.mark.parametrize("situation", HINTS)
def test_three_english_keys_and_the_help_fit_into_a_narrow_status_line(
    english: None, situation: Situation
) -> None:
    told = [HELP, *HINTS[situation][:3]]
    words = (f"{keys_of(hint.command, {})[0]} {i18n._(hint.label)}" for hint in told)
    assert width("  ".join(words)) <= 58


def test_english_times_fit_their_column(english: None) -> None:
    now = datetime(2026, 12, 20, 23, 59)
    ages = (timedelta(0), timedelta(minutes=59), timedelta(hours=23), timedelta(hours=25))
    times = [row_time(now - age, now, day_only=False) for age in ages]
    assert times == ["just now", "59m ago", "23h ago", "22:59"]
    assert max(map(width, times)) <= TIME_CELLS


def test_english_days_are_named(english: None) -> None:
    today = date(2026, 12, 20)
    days = (today, date(2026, 12, 19), date(2026, 12, 7), date(2019, 3, 5))
    assert [day_name(day, today) for day in days] == ["Today", "Yesterday", "12/7 Mon", "2019/3/5"]
