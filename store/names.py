"""Names of files, as they are on disk and in a form that can be shown, typed and put in JSON."""

from __future__ import annotations

import re

# What a name may hold on disk but no screen and no JSON should: control and escape characters,
# line and paragraph separators, marks and overrides of direction, signs nobody sees, the tag
# characters, and the lone surrogates by which Python stands in for bytes that are not UTF-8. The
# joiners of Persian, Hindi and emoji stay. The backslash is in it so that the escaped form can be
# read back.
_UNSHOWABLE = re.compile(
    r"[\\\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e00ff]",
)
_ESCAPE = re.compile(
    r"\\(?:(?P<slash>\\)|x(?P<byte>[0-9a-f]{2})|u(?P<char>[0-9a-f]{4})|U(?P<wide>[0-9a-f]{8}))"
)
# Python keeps a byte 0x80 to 0xFF that is not UTF-8 as the code point 0xDC00 above it.
_LONE_BYTE = 0xDC00


def shown(name: str) -> str:
    r"""Return the form of a name on disk that can be shown, with `\x1b` and the like for the rest.

    No two names have the same form; a name without oddities is its own.

    Args:
        name: A name or path as Python's file functions give it.
    """
    return _UNSHOWABLE.sub(_escape, name)


def on_disk(name: str) -> str:
    """Return the name on disk whose shown form is `name`."""
    if "\\" not in name:
        return name
    return _ESCAPE.sub(_unescape, name)


def _escape(hit: re.Match[str]) -> str:
    char = hit[0]
    if char == "\\":
        return "\\\\"
    code = ord(char)
    if code < 0x80:
        return f"\\x{code:02x}"
    if 0x80 <= code - _LONE_BYTE <= 0xFF:
        return f"\\x{code - _LONE_BYTE:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _unescape(hit: re.Match[str]) -> str:
    if hit["slash"]:
        return "\\"
    if point := hit["char"] or hit["wide"]:
        return chr(int(point, 16))
    code = int(hit["byte"], 16)
    return chr(code if code < 0x80 else code + _LONE_BYTE)
