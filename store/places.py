"""Where things lie: the user's folders, the notes file of a corpus, the corpus to open."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
from pathlib import Path

import platformdirs

from store import atomic
from store.names import shown
from store.sources import SUFFIXES

_APP = "postil"
_SPARE = re.compile(r".*-(?P<wanted>[0-9a-f]{16})\.notes\.json", re.DOTALL)
_STORE = Path(__file__).resolve().parent


class CorpusError(Exception):
    """A corpus or a place for notes cannot be used; the message says why and what to do."""


def config_dir() -> Path:
    """Return the folder of the settings file."""
    return platformdirs.user_config_path(_APP, appauthor=False)


def state_dir() -> Path:
    """Return the folder of what a session leaves for the next one: progress, backups, logs."""
    return platformdirs.user_state_path(_APP, appauthor=False)


def cache_dir() -> Path:
    """Return the folder of what can be deleted at any time, because it is derived."""
    return platformdirs.user_cache_path(_APP, appauthor=False)


def data_dir() -> Path:
    """Return the folder of what is the reader's own but has no other place."""
    return platformdirs.user_data_path(_APP, appauthor=False)


def ensure(folder: Path) -> Path:
    """Make `folder` and what is missing above it, for its owner alone; return it.

    Raises:
        OSError: If it cannot be made.
    """
    if folder.is_dir():
        return folder
    ensure(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def key_of(root: Path) -> str:
    """Return the name under which the user's folders keep what belongs to the file or folder."""
    return hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]


def notes_path(root: Path) -> Path:
    """Return the notes file's place beside the corpus: `corpus/` has `corpus.notes.json`.

    Args:
        root: Folder, or single file, that is the corpus.
    """
    real = Path(os.path.realpath(root))
    return real.parent / f"{real.name}.notes.json"


def spare_notes_path(wanted: Path) -> Path:
    """Return where the notes go when the file they are wanted in cannot be written."""
    name = os.fsencode(Path(os.path.realpath(wanted)).name.removesuffix(".notes.json"))[:100]
    # Half a character may be left at the end, which some file systems would refuse.
    return _spares() / f"{name.decode(errors='ignore')}-{key_of(wanted)}.notes.json"


def key_of_leftovers(notes: Path) -> str:
    """Return the name under which the user's folders keep what programs left for a notes file.

    A spare file shares it with the one it stands in for, or what was left for one of them would
    not be found while the notes are in the other.
    """
    real = Path(os.path.realpath(notes))
    named = _SPARE.fullmatch(real.name) if real.parent == _spares().resolve() else None
    return named["wanted"] if named else key_of(real)


def _spares() -> Path:
    """Return the folder of the notes files that stand in for others."""
    return data_dir() / "notes"


def sample_corpus() -> Path:
    """Return the sample corpus: the checkout's own, else a copy in the user's data folder.

    Raises:
        CorpusError: If there is none, or it cannot be copied.
    """
    checkout = _STORE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "corpus").is_dir():
        return checkout / "corpus"
    copy = data_dir() / "corpus"
    if not copy.is_dir():
        _copy_sample(_STORE / "sample_corpus", copy)
    return copy


def _copy_sample(packaged: Path, copy: Path) -> None:
    """Copy the packaged sample, so that half a copy never stands under its final name."""
    import shutil
    import tempfile

    if not packaged.is_dir():
        raise CorpusError("This installation has no sample corpus; name a folder: postil DIR")
    try:
        ensure(copy.parent)
        with tempfile.TemporaryDirectory(prefix=".corpus-", dir=copy.parent) as folder:
            made = Path(folder) / "corpus"
            shutil.copytree(packaged, made, copy_function=shutil.copyfile)
            # The packaged folder may be read-only; the copy is the reader's own.
            made.chmod(0o700)
            made.replace(copy)
    except OSError as error:
        if copy.is_dir():  # another Postil was quicker
            return
        raise CorpusError(
            f"The sample corpus cannot be copied to {shown(str(copy))} ({error.strerror}); "
            "name a folder: postil DIR",
        ) from error


def remember_corpus(root: Path) -> None:
    """Keep `root` as the corpus last opened; a state folder that cannot be written is no error."""
    with contextlib.suppress(OSError):
        file = ensure(state_dir()) / "last-corpus"
        atomic.replace(file, os.fsencode(os.path.realpath(root)), durable=False)


def last_corpus() -> Path | None:
    """Return the corpus last opened, if one is remembered and still exists."""
    try:
        name = (state_dir() / "last-corpus").read_bytes()
        path = Path(os.path.realpath(os.fsdecode(name), strict=True))
    except (OSError, ValueError):
        return None
    return path if name else None


def corpus_here() -> Path | None:
    """Return the corpus that one stands before or in, without links; None where there is none.

    That is `./corpus`, else the folder that one stands in, if it was opened last or has notes of
    its own, else the nearest above it that has.
    """
    try:
        here = Path.cwd()
    except OSError:  # somebody removed it
        return None
    if Path("corpus").is_dir():
        return _checked(Path("corpus"))
    if here == last_corpus():
        return here
    folders = (each for each in (here, *here.parents) if each.name)
    return next(filter(_has_notes, folders), None)


def _has_notes(folder: Path) -> bool:
    """Tell whether a folder has a notes file, be it a spare one."""
    wanted = notes_path(folder)
    # Path.is_file would raise below a folder that may not be searched.
    return any(os.path.isfile(each) for each in (wanted, spare_notes_path(wanted)))  # noqa: PTH113


def choose_corpus(argument: Path | None) -> Path:
    """Return the corpus to open: the one named, else `./corpus`, the last opened, the sample.

    Args:
        argument: What the user named, if anything.

    Returns:
        An absolute path without links: a folder, or one file of a known format.

    Raises:
        CorpusError: If what the user named is no such thing, or cannot be read.
    """
    if argument is not None:
        return _checked(argument)
    if Path("corpus").is_dir():
        return _checked(Path("corpus"))
    return _checked(last_corpus() or sample_corpus())


def _checked(path: Path) -> Path:
    """Return the real path of a corpus, after making sure that it can be one."""
    name = shown(str(path))
    try:
        real = Path(os.path.realpath(path, strict=True))
        mode = real.stat().st_mode
    except FileNotFoundError:
        raise CorpusError(f"There is no folder or file {name}; name one that exists") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CorpusError(f"{name} cannot be opened ({reason}); name another folder") from error
    if stat.S_ISDIR(mode):
        if not os.access(real, os.R_OK | os.X_OK):
            raise CorpusError(f"No permission to read the folder {name}; change it or name another")
        return real
    if not stat.S_ISREG(mode):
        raise CorpusError(f"{name} is neither a folder nor a plain file; name one of these")
    if real.suffix.lower() not in SUFFIXES:
        formats = ", ".join(sorted(SUFFIXES))
        raise CorpusError(f"{name} is in no format that Postil reads ({formats}); name another")
    return real
