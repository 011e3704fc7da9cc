"""A folder to run in, with a configuration whose filter breaks where a text asks for it."""

import json
import os
import shutil
import subprocess

import pytest
from fault_cases.case import SENTENCES
from program import ROOT, environment

PLUGIN = ROOT / "tests/faults/plugin"


@pytest.fixture
def faulty(tmp_path):
    """The folder; `faulty.toml` in it is the configuration."""
    (tmp_path / "faulty.toml").write_text('version = 1\n[[step]]\nuse = "docclean-faulty:faulty"\n')
    return tmp_path


@pytest.fixture
def plugged(tmp_path):
    """What the environment needs for `faulty.toml`."""
    return {
        "PYTHONPATH": os.pathsep.join((environment()["PYTHONPATH"], str(PLUGIN))),
        "FAULTY_TRACE": str(tmp_path / "trace"),
    }


@pytest.fixture
def many(tmp_path):
    """A file of 400 records, each with an id of its own."""
    path = tmp_path / "many.jsonl"
    rows = [{"id": f"n{number}", "text": f"{SENTENCES[number % 5]} Page {number}."} for number in range(400)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture
def mounted(tmp_path):
    """Mounts a small file system of its own on a new folder, by its options."""
    made = []

    def mount(name, options):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True)
        if done.returncode:
            pytest.skip("only the superuser can mount a file system")
        made.append(folder)
        return folder

    if shutil.which("mount") is None:
        pytest.skip("there is no command to mount a file system")
    yield mount
    for folder in made:
        subprocess.run(["umount", "-l", str(folder)], check=True)
