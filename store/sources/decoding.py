"""From the bytes of a file to characters, whatever encoding it was saved in."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from store.sources.limits import Unreadable, refuse_large_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose little-endian mark begins the same way.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
)

_SAMPLE = 64 * 1024
"""Bytes that are looked at where looking at all of them would cost too much."""

_STEP = 1024 * 1024
"""Bytes that are decoded at a time."""

_HIGH = re.compile(rb"[\x80-\xff]")
_AROUND = 512
"""Bytes of a line on each side of the first that is not ASCII that make up a sample."""

_SHORT = 200
"""Bytes of a text that may do without a single space."""

_ONE_SCRIPT = (
    r"(?:[\p{Armenian}\s\p{P}]+|[\p{Cyrillic}\s\p{P}]+|[\p{Greek}\s\p{P}]+"
    r"|[\p{Hiragana}\p{Katakana}\p{Han}ー\s\p{P}]+|[\p{Hangul}\s\p{P}]+)"
)

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b\b")

_CANDIDATES = [
    "cp1252",
    "cp1251",
    "koi8_r",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "cp949",
    "cp866",
    "mac_roman",
]
"""Encodings that articles are met in; fewer of them are told apart more surely."""

_WESTERN = re.compile("[\0-\x7f\xa0§©«®°·»¿¡À-ÏÑ-ÖØ-ÜßÀ-ïñ-öø-üÿŒœŸ–—‘’‚“”„…•€™]*")
"""What a Western European text in cp1252 consists of."""

_ADJACENT = re.compile(rb"[\x80-\xff]{2}")
"""What few words of a Western European language hold, and most of any other script."""

_RUSSIAN = re.compile(r"[\0-\x7fА-яЁё\xa0§©«»№–—‘’‚“”„…•€]*")
_SENTENCE_CASE = re.compile(r"\b[А-ЯЁ]")
_BROKEN_CASE = re.compile("[а-яё][А-ЯЁ]")
"""In cp1251 read as another encoding, or another read as cp1251, capitals fall inside words."""


def decode(data: bytes) -> str:
    """Return the characters of a text file; where a byte means nothing, U+FFFD.

    A byte order mark decides, then valid UTF-8, then the pattern of UTF-16 without a mark, then
    the encoding that fits best.

    Raises:
        Unreadable: If the bytes are no text, or one that would take too much memory.
    """
    text = _decoded(data)
    refuse_large_text(text)
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return "".join(_steps(memoryview(data)[len(mark) :], encoding))
    _refuse_known_formats(data)
    if b"\0" in data and (text := _unmarked_utf16(data)) is not None:
        return text
    if len(data) <= _SHORT and _controls(data) and (text := _short_utf16(data)) is not None:
        return text
    try:
        text = data.decode()
    except UnicodeDecodeError:
        _refuse_binary(data, at_most=0.02)
        return _decode_legacy(data)
    _refuse_binary(data, at_most=0.1)
    return text


def _refuse_known_formats(data: bytes) -> None:
    """Raise Unreadable for files that say in their first bytes that they are no text."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(f"it is {name}, not text")


def _refuse_binary(data: bytes, *, at_most: float) -> None:
    """Raise Unreadable where more than a share of the bytes are control characters."""
    sample = data[:_SAMPLE]
    if _controls(sample) > at_most * len(sample):
        raise Unreadable("it holds binary data, not text")


def _controls(sample: bytes) -> int:
    """Return how many bytes are control characters that no text holds."""
    return len(sample) - len(sample.translate(None, _CONTROLS))


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the text of UTF-16 data without a byte order mark, or None where it is not that.

    Spaces, digits and line feeds leave a zero in every second byte, always on the same side.
    """
    sample = data[: _SAMPLE & ~1]
    zeros_even, zeros_odd = sample[0::2].count(0), sample[1::2].count(0)
    fewer, more = sorted((zeros_even, zeros_odd))
    if len(data) % 2 or fewer * 20 > more or more * 20 < len(sample):
        return None
    rest = sample.translate(None, b"\0")
    if more * 3 < len(sample) and rest.isascii() and not _controls(rest):
        return None  # English with zeros in it
    encoding = "utf-16-le" if zeros_odd == more else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    odd = sum(not (char.isprintable() or char.isspace()) for char in text[:_SAMPLE])
    return text if odd * 50 <= len(text[:_SAMPLE]) else None


def _short_utf16(data: bytes) -> str | None:
    """Return the text of UTF-16 data too short for a space, or None where it can be another.

    Read in the right order of bytes all of it is in one script, in the wrong one in none.
    """
    if len(data) % 2:
        return None
    import regex

    found: list[str] = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, errors="replace")
        if regex.fullmatch(_ONE_SCRIPT, text):
            found.append(text)
    return found[0] if len(found) == 1 else None


def _steps(data: bytes | memoryview, encoding: str) -> Iterator[str]:
    """Yield what data says in an encoding; where a byte means nothing, U+FFFD.

    In steps, because no other thread runs while a decoder mends byte after byte.
    """
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    view = memoryview(data)
    for start in range(0, len(view), _STEP):
        yield decoder.decode(bytes(view[start : start + _STEP]))
    yield decoder.decode(b"", final=True)


def _decode_legacy(data: bytes) -> str:
    """Decode text that is not valid UTF-8."""
    parts: list[str] = []
    broken = beyond_ascii = 0
    for part in _steps(data, "utf-8"):
        parts.append(part)
        here = part.count("\ufffd")
        broken += here
        beyond_ascii += len(part.encode()) - len(part) - 2 * here
    if broken * 10 <= beyond_ascii:
        # UTF-8 with a few damaged bytes: no other encoding gives so many valid sequences.
        return "".join(parts)
    parts.clear()
    return "".join(_steps(data, _guess(_telling_lines(data))))


def _telling_lines(data: bytes) -> bytes:
    """Return a sample of the data from the lines that are not plain ASCII."""
    if len(data) <= _SAMPLE:
        return data
    sample = bytearray()
    end = 0
    while len(sample) <= _SAMPLE and (found := _HIGH.search(data, end)) is not None:
        near = max(end, found.start() - _AROUND)
        start = max(near, data.rfind(b"\n", near, found.start()) + 1)
        stop = data.find(b"\n", found.end(), found.end() + _AROUND)
        end = stop if stop >= 0 else min(len(data), found.end() + _AROUND)
        sample += data[start:end] + b"\n"
    return bytes(sample)


def _guess(sample: bytes) -> str:
    """Return the name of the encoding that a sample is most likely in."""
    beyond_ascii = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    western = sample.decode("cp1252", errors="replace")
    is_mostly_ascii = beyond_ascii * 5 <= len(sample) or (
        beyond_ascii * 2 <= len(sample) and not _ADJACENT.search(sample)
    )
    if is_mostly_ascii and _WESTERN.fullmatch(western):
        # So few bytes tell a statistical guess nothing, and this is what they nearly always are.
        return "cp1252"
    russian = sample.decode("cp1251", errors="replace")
    if (
        beyond_ascii * 3 >= len(sample)
        and _RUSSIAN.fullmatch(russian)
        and _SENTENCE_CASE.search(russian)
        and not _BROKEN_CASE.search(russian)
    ):
        return "cp1251"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    return best.encoding if best else "cp1252"
