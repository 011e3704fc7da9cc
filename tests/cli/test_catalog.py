"""`docclean filters`, `docclean presets`, help and version."""

import os
import pty
import subprocess
import sys
import tomllib

import pytest
from attrs import field, frozen

from docclean.cli.catalog import option_lines
from docclean.config import PRESETS
from docclean.registry import FILTERS
from docclean.version import __version__


def test_filters_are_listed(docclean):
    """Every filter of ours has its line with owner and safety."""
    done = docclean("filters", preset=None)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert [line.split()[0] for line in lines[1:]] == list(FILTERS)
    assert all(line.split()[1] == "docclean" and line.split()[2] in ("safe", "lossy") for line in lines[1:])


def test_a_broken_package_hides_no_filter(docclean, tmp_path):
    """A package that cannot be imported is named with its problem, all others are there."""
    folder = tmp_path / "site" / "acme-1.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1\n")
    (folder / "entry_points.txt").write_text("[docclean.filters]\nrule = acme_gone:Rule\n")
    path = f"{docclean.environment['PYTHONPATH']}:{tmp_path / 'site'}"
    done = docclean("filters", preset=None, PYTHONPATH=path)
    assert done.returncode == 0
    assert b"acme:rule" in done.stdout
    assert b"cannot be used" in done.stdout
    assert b"line-ends" in done.stdout


def test_one_filter(docclean):
    """A filter's docstring is shown whole, with its options and their defaults."""
    text = docclean("filters", "line-ends", preset=None).stdout.decode()
    assert "Why:" in text
    assert "Reasons:" in text
    assert "It takes no options." in text


def test_options_are_shown_as_a_preset_would_set_them():
    """Each option has its default as TOML and its type."""

    @frozen
    class Hedges:
        min_words: int = 3
        words: tuple[str, ...] = ("box", "yew")
        share: float = 0.5
        name: str = field(kw_only=True)

    assert option_lines(Hedges) == [
        "  min_words = 3  # int",
        '  words = ["box", "yew"]  # tuple[str, ...]',
        "  share = 0.5  # float",
        "  name = required  # str",
    ]
    assert option_lines(object()) == []


@pytest.mark.parametrize(("command", "name", "near"), [("filters", "lineends", "line-ends"), ("presets", "wep", "web")])
def test_nearest_name(docclean, command, name, near):
    """An unknown name is exit 2 with the nearest one."""
    done = docclean(command, name, preset=None)
    assert done.returncode == 2
    assert repr(near) in done.stderr.decode()


def test_presets(docclean, tmp_path):
    """Presets are listed and shown as the TOML they are; a file shows its steps."""
    listed = docclean("presets", preset=None).stdout.decode().splitlines()
    assert [line.split()[0] for line in listed[1:]] == list(PRESETS)
    shown = tomllib.loads(docclean("presets", "minimal", preset=None).stdout.decode())
    assert shown["name"] == "minimal"
    (tmp_path / "mine.toml").write_text('version = 1\nextends = "minimal"\ndrop = ["mojibake"]\n')
    steps = docclean("presets", "mine.toml", preset=None).stdout.decode().split()
    assert "line-ends" in steps
    assert "mojibake" not in steps


def test_version_and_help(docclean):
    """Version and help go to standard output; no command at all is a usage error with help."""
    assert docclean("--version", preset=None).stdout.decode() == f"docclean {__version__}\n"
    assert b"explain" in docclean("-h", preset=None).stdout
    assert docclean(preset=None).returncode == 2


def test_nothing_to_read_on_a_terminal(docclean):
    """Without input on a terminal there is a hint instead of a wait for the keyboard."""
    leader, follower = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "docclean", "clean"],
        stdin=follower,
        capture_output=True,
        env=docclean.environment,
        timeout=60,
    )
    os.close(leader)
    os.close(follower)
    assert done.returncode == 2
    assert b"cat a.txt | docclean clean" in done.stderr
