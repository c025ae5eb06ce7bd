"""A damaged index, told as one error whatever tantivy makes of it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class BrokenIndex(Exception):  # noqa: N818 - named as what it tells, like Unreadable
    """The index cannot be read; it has to be built anew."""


@contextmanager
def telling() -> Iterator[None]:
    """Turn whatever tantivy raises over a damaged file into `BrokenIndex`.

    Raises:
        BrokenIndex: In place of what was raised.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise BrokenIndex(str(error)) from error
    except BaseException as error:
        # A panic of Rust code is no Exception and can't be imported, so only its name tells.
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenIndex(str(error)) from error
