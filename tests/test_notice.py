"""Where everything that the package carries comes from."""

import re
import tomllib
from pathlib import Path

TOP = Path(__file__).parents[1]
DATA = TOP / "reader" / "data"
NOTICE = (DATA / "NOTICE.md").read_text("utf-8")
ABOUT = {"README.md", "NOTICE.md", "licences", "__pycache__"}


def test_every_file_of_data_is_named() -> None:
    names = {path.name for path in DATA.iterdir() if path.suffix not in (".py", ".svg")}
    assert names - ABOUT - {*re.findall(r"`([^`]+)`", NOTICE)} == set()


def test_every_licence_that_is_named_is_declared_and_carried() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {*project["license"].split(" AND ")}
    tables = re.findall(r"\| \[([\w.-]+)\]\((\S+)\) \|$", NOTICE, re.MULTILINE)
    assert {name for name, _text in tables} == declared
    carried = {file for pattern in project["license-files"] for file in TOP.glob(pattern)}
    assert {(DATA / text).resolve() for _name, text in tables if ":" not in text} <= carried
