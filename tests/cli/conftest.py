"""Running the command line as a user does: as a process, through real pipes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Program:
    """The command line in a working folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
        self.environment.pop("NO_COLOR", None)

    def __call__(self, *arguments, stdin=b"", preset="minimal", **environment):
        """Run to the end; `preset=None` for commands that take none."""
        chosen = ("--preset", preset) if preset else ()
        return subprocess.run(
            [sys.executable, "-m", "docclean", *arguments, *chosen],
            input=stdin,
            capture_output=True,
            cwd=self.folder,
            env={**self.environment, **environment},
            timeout=60,
        )

    def shell(self, command):
        """Run a line of bash in which `docclean` is the program."""
        line = f'set -o pipefail; docclean() {{ "{sys.executable}" -m docclean "$@"; }}; {command}'
        return subprocess.run(
            ["bash", "-c", line], capture_output=True, cwd=self.folder, env=self.environment, timeout=60
        )

    def account(self, done):
        """The last line that a run said."""
        return done.stderr.decode().splitlines()[-1]


@pytest.fixture
def docclean(tmp_path):
    """The program, in an empty folder."""
    return Program(tmp_path)
