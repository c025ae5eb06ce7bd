"""A wheel built from the checkout works elsewhere, the sample corpus inside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install a wheel of the checkout into a folder of its own, without what it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    offline = ("--no-deps", "--no-index", "--no-build-isolation")
    subprocess.run((*pip, "wheel", *offline, "--wheel-dir", str(folder), str(ROOT)), check=True)
    [wheel] = folder.glob("postil-*.whl")
    site = folder / "site"
    subprocess.run((*pip, "install", *offline[:2], "--target", str(site), str(wheel)), check=True)
    return site


def postil(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command, with nothing of the checkout in reach."""
    code = (
        "import sys; sys.path[:] = [p for p in sys.path if p != sys.argv[1]]; del sys.argv[1];"
        "import tui.cli; assert tui.cli.__file__.startswith(sys.argv[1]); del sys.argv[1];"
        "sys.exit(tui.cli.main(sys.argv[1:]))"
    )
    command = (sys.executable, "-c", code, str(ROOT), str(site), *arguments)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_without_a_folder_the_sample_opens_from_a_copy_of_the_readers_own(
    site: Path, home: Path
) -> None:
    done = postil(site, "list", "--json")
    assert done.returncode == 0, done.stderr
    paths = {article["path"] for article in json.loads(done.stdout)}
    assert "start-here.md" in paths
    assert len(paths) == 6
    assert (home / ".data" / "postil" / "corpus" / "start-here.md").is_file()


def test_notes_on_the_sample_never_go_where_the_wheel_is_installed(site: Path, home: Path) -> None:
    before = sorted(site.rglob("*.json"))
    copy = home / ".data" / "postil" / "corpus"
    assert postil(site, "list").returncode == 0
    done = postil(site, "mark", "start-here.md", "--tag", "tried", "--corpus", str(copy))
    assert done.returncode == 0, done.stderr
    assert sorted(site.rglob("*.json")) == before
    assert (home / ".data" / "postil" / "corpus.notes.json").is_file()
