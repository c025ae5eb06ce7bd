"""Files, bytes and names as no honest program writes them."""

from __future__ import annotations

import contextlib
import os
import socket
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from store import sources
from store.sources import Unreadable
from tests.store.parsing import check

if TYPE_CHECKING:
    from pathlib import Path

OUTSIDE = "what lies outside is nobody's business"
PROSE = "The foreign ministers of the member states met in Yerevan and adopted a statement. "

NAMES = (
    "line\nfeed.txt",
    "tab\tand\rreturn.txt",
    "esc\x1b]0;title\x07.txt",
    "bytes\udcff\udcfe.txt",
    "n" * 251 + ".txt",
    "Երևան " * 20 + ".txt",
    "back\\slash\\x41.txt",
    "right\u202eleft.txt",
    "[bold]markup[@click=app.quit].txt",
    "--help.txt",
    " .txt",
    "quote'\"$(id)`id`.txt",
)

MARKUP = {
    "quotes": ">" * 10_000 + " end",
    "quotes apart": "> " * 10_000 + "end",
    "items": "- " * 10_000 + "end",
    "stairs": "".join("  " * depth + "- end\n" for depth in range(300)),
    "brackets": "[" * 100_000 + " end",
    "closed brackets": "[" * 50_000 + "]" * 50_000 + " end",
    "pictures": "![" * 100_000 + " end",
    "links": "[a](" * 20_000 + " end",
    "stars": "*a**b " * 20_000 + " end",
    "ticks": "`" * 100_000 + "a" + "`" * 99_999 + " end",
    "lonely ticks": "".join("`" * length + " " for length in range(600)) + " end",
    "table": f"|{'a|' * 10_000}\n|{'-|' * 10_000}\n|{'b|' * 9_999}end|\n",
    "references": "[a]: b\n" * 20_000 + "\nend",
    "comments": "<!--" * 50_000 + " end",
    "tags": "<a " * 30_000 + " end",
    "entities": "&#8238;&#27;[31m" * 20_000 + " end",
    "marks": "e\u0301`\u0323*" * 20_000 + " end",
    "alias bomb": "---\na: &a [x, x]\n"
    + "".join(f"{k}: &{k} [*{j}, *{j}]\n" for j, k in zip("abcdefgh", "bcdefghi", strict=True))
    + "---\nend",
    "python": "---\ntitle: !!python/object/apply:os.system [exit]\n---\nend",
    "deep yaml": f"---\na: {'[' * 20_000}\n---\nend",
    "long yaml": f"---\ntitle: {'x' * 1_000_000}\n---\nend",
    "many yaml": "---\n" + "a: [b, {c: d}]\n" * 50_000 + "---\nend",
}
"""Markdown that is meant to keep a parser busy; each has the word `end`."""

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16", "utf-8-sig", "cp1251", "cp1252", "gb18030", "koi8_r")
_SAMPLES = (
    PROSE,
    "Министры встретились в Ереване. ",
    "外相はエレバンで会談した。",
    "---\ntitle: A\n---\n# B\n\n> c *d* [e](http://f) `g`\n\n|h|\n|-|\n|i|\n",
    "a\u0301 👩\u200d👧 🇦🇲 \x1b]0;t\x07 \u202e &#8238; ",
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a text in some encoding with bytes changed, put in, left out or cut off."""
    text = draw(st.sampled_from(_SAMPLES)) * draw(st.integers(1, 30))
    data = bytearray(text.encode(draw(st.sampled_from(_ENCODINGS)), errors="ignore"))
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(data)))
        piece = draw(st.binary(max_size=4) | st.sampled_from([b"\0" * 9, b"\x1b[", b"\xff\xfe"]))
        data[place : place + draw(st.integers(0, 4))] = piece
    return bytes(data[: draw(st.integers(0, len(data)))])


BYTES = st.binary(max_size=400) | damaged()
"""What a file may hold that is no text, or was one."""


def refusal(data: bytes, name: str) -> str:
    """Return why a file is refused; nothing where it makes a sound article."""
    try:
        parsed = sources.parse(data, name)
    except Unreadable as refused:
        return refused.reason
    check(parsed)
    return ""


def strange_corpus(folder: Path) -> Path:
    """Return a corpus of all that a scan may meet, beside a secret that is none of its business."""
    outside = folder / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(OUTSIDE)
    corpus = folder / "corpus"
    deep = corpus.joinpath(*map(str, range(60)))
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text("Sixty folders down.")
    for number, name in enumerate(NAMES):
        (corpus / name).write_text(f"Under a strange name, number {number}.")
    contents = {
        "good.txt": f"Ministers meet\n\n{PROSE}".encode(),
        "nul.txt": b"Words with\0 a zero\0 between them. " * 20,
        "binary.txt": bytes(range(256)) * 100,
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(1000),
        "broken.txt": b"Caf\xc3\xa9 " * 30 + b"\xe2\x82 and \xff more words.",
        "utf16.txt": (PROSE * 3).encode("utf-16-le"),
        "empty.txt": b"",
        "marks.txt": "\u0301".encode() * 100_000,
        "lines.txt": b"a\n" * 500_000,
        **{f"{name}.md": text.encode() for name, text in MARKUP.items()},
    }
    for name, data in contents.items():
        (corpus / name).write_bytes(data)
    with (corpus / "large.txt").open("wb") as large:
        large.truncate(100 * 1024 * 1024)
    _links(corpus, outside)
    os.mkfifo(corpus / "fifo.txt")
    with contextlib.chdir(corpus), socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")  # from here, since it may have 107 bytes only
    return corpus


def _links(corpus: Path, outside: Path) -> None:
    for name, target in {
        "zero.txt": "/dev/zero",
        "round.txt": "round.txt",
        "secret.txt": str(outside / "secret.txt"),
        "relative.txt": "../outside/secret.txt",
        "through.txt": "way/secret.txt",
        "way": str(outside),
        "loop": ".",
        "up": "..",
    }.items():
        (corpus / name).symlink_to(target)
