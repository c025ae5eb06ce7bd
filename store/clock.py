"""Times and ids that go into the notes file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_TICK = timedelta(milliseconds=1)


def now() -> str:
    """Return the present time: UTC, ISO 8601, to the millisecond, ending in `Z`."""
    return _written(datetime.now(UTC))


def in_a_name() -> str:
    """Return the present time as a file's name has it: `20261122T103000000Z`."""
    return now().translate({ord(each): None for each in "-:."})


def today() -> str:
    """Return the present day in UTC as `YYYY-MM-DD`."""
    return datetime.now(UTC).date().isoformat()


def later(time: str, than: str) -> str:
    """Return `time`, or the least time behind `than` where a clock was put back.

    Args:
        time: As `now` gives it.
        than: The same, or whatever other hands wrote in its place; empty for none.
    """
    if time > than:
        return time
    try:
        following = _written(_read(than) + _TICK)
    except (ValueError, OverflowError):
        following = ""
    # What is no time, or too late for one, is outdone as the text that it is.
    return following if following > than else f"{than}0"


def is_past(time: str, days: int, now: str) -> bool:
    """Tell whether more than so many days have passed since a time; no, since what is none.

    Args:
        time: As `now` gives it, or whatever other hands wrote in its place.
        days: How many, of 24 hours.
        now: The present time.
    """
    try:
        return _read(time) < _read(now) - timedelta(days=days)
    except (ValueError, OverflowError):
        return False


def new_uuid() -> str:
    """Return a fresh UUIDv7, which sorts by the time it was made."""
    import uuid_utils

    return str(uuid_utils.uuid7())


def _written(moment: datetime) -> str:
    """Return a moment as the notes file has it."""
    moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def _read(time: str) -> datetime:
    """Return the moment that a time of the notes file stands for; in UTC if it names no zone."""
    moment = datetime.fromisoformat(time)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
