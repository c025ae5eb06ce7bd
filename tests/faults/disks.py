"""Real file systems of one's own: small ones, read-only ones, and images that can be copied.

Mounting takes root; tests that need it skip without.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


def require_mounts() -> None:
    """Skip a test on a machine that lets nobody mount, with the reason."""
    if reason := _why_no_mounts():
        pytest.skip(f"no file system can be mounted here: {reason}")


def require_images() -> None:
    """Skip a test on a machine that mounts no images, with the reason."""
    if reason := _why_no_images():
        pytest.skip(f"no image with ext4 can be mounted here: {reason}")


@contextmanager
def tmpfs(where: Path, size: int) -> Iterator[Path]:
    """Mount a file system in memory that has room for so many bytes."""
    where.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={size}", "postil", str(where))
    try:
        yield where
    finally:
        _run("umount", "--lazy", str(where))


@contextmanager
def image_mounted(image: Path, where: Path) -> Iterator[Path]:
    """Mount an image with a file system, as after a start of the machine."""
    where.mkdir()
    _run("mount", "-o", "loop", str(image), str(where))
    try:
        yield where
    finally:
        _run("umount", str(where))


def make_image(path: Path, megabytes: int) -> None:
    """Make an image with an empty ext4 file system."""
    with path.open("wb") as file:
        file.truncate(megabytes << 20)
    _run("mkfs.ext4", "-q", "-F", str(path))


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """Take the right to write a file or folder away, also from root, for whom bits don't count."""
    if os.geteuid() != 0:
        mode = path.stat().st_mode
        path.chmod(0o500 if path.is_dir() else 0o400)
        try:
            yield
        finally:
            path.chmod(mode)
        return
    try:
        _run("chattr", "+i", str(path))
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"root can't be kept from writing here: {error}")
    try:
        yield
    finally:
        _run("chattr", "-i", str(path))


@cache
def _why_no_mounts() -> str:
    """Say why nothing can be mounted; empty if it can."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with tmpfs(Path(folder) / "disk", 1 << 16):
                return ""
        except (OSError, subprocess.CalledProcessError) as error:
            return str(error)


@cache
def _why_no_images() -> str:
    """Say why no image can be made and mounted; empty if it can."""
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "image"
        try:
            make_image(image, 8)
            with image_mounted(image, Path(folder) / "disk"):
                return ""
        except (OSError, subprocess.CalledProcessError) as error:
            return str(error)


def _run(*command: str) -> None:
    """Run one of the system's commands for disks."""
    subprocess.run(command, check=True, capture_output=True)
