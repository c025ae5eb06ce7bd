"""Times and ids that go into the notes file."""

from __future__ import annotations

from datetime import UTC, datetime

import uuid_utils


def now() -> str:
    """Return the present time: UTC, ISO 8601, to the millisecond, ending in `Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def today() -> str:
    """Return the present day in UTC as `YYYY-MM-DD`."""
    return datetime.now(UTC).date().isoformat()


def new_uuid() -> str:
    """Return a fresh UUIDv7, which sorts by the time it was made."""
    return str(uuid_utils.uuid7())
