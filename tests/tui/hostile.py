"""Two dossiers that differ in one thing: one holds all that a terminal would act on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store import codebook, edits
from store.session import Session
from store.span import Span

if TYPE_CHECKING:
    from pathlib import Path

ASKING = (
    "\x1b[c\x1b[>c\x1b[=c\x1b[>q\x1b[5n\x1b[6n\x1b[?6n\x1b[18t\x1b[21t\x1b[?2026$p\x1b[?u\x05"
    "\x1b]10;?\x07\x1b]11;?\x1b\\\x1b]52;c;?\x07\x1b]4;1;?\x07\x1bP$qm\x1b\\\x1bP+q544e\x1b\\\x1bZ"
    "\x9bc\x9b>q\x9b6n\x9d11;?\x9c\x90$qm\x9c"
)
"""Sequences to which terminals answer as if keys had been pressed."""

COMMANDING = (
    "\x1b[2J\x1b[31m\x1b[?1049l\x1b[8m\x1b]0;title\x07\x1b]52;c;c2VjcmV0\x07\x1b]8;;file:x\x1b\\"
    "\x1bPtmux;\x1b\x1b]52;c;QQ==\x07\x1b\\\x1bktitle\x1b\\\x1b_apc\x1b\\\x1bc\x1b(0\x1b7\x1b#8"
    "\x9b31m\x9d0;title\x9c\x00\x07\x08\x0e\x0f\x7f\x1b[3\x001m\x1b\x1b[31m[31m\x1b\x1b\\"
)
"""Sequences that terminals carry out, whole, nested and cut off."""

TURNING = "\u202e\u2066\u202d\u2067\ufff9\u200b\U000e0041"
"""Characters that turn lines round or hide words."""

MARKUP = "[bold]x[/] [/] [/bold] [@click=app.bell]y[/] :smile: [link=file:x]z[/link] $ac {0} %s"
"""What libraries take for markup, where they are let."""

POISON = f"{MARKUP}{TURNING}{ASKING}{COMMANDING}"

NAME = (
    "[bold]x[@click=app.bell]y $ac {0} %s\u202e\u2066\x1b[>q\x1b[c\x05\x1b]52;c;QQ==\x07"
    "\x9b6n\udc9bc\x1b[2J\r\n\x7f"
)
"""The same for names of files: without a slash, and short."""

_YAML = r"\e[>q\e]52;c;QQ==\a\x9b6n\0\u202E"
_ENTITIES = "&#27;[c&#x9b;6n&#8238;&#x1b;]52;c;QQ==&#7;&#0;"
"""What front matter and Markdown turn into such characters only when they are parsed."""

_MARK = "QZQ"
"""Stands in the notes for what makes the difference."""

_PAGE = """The ministers {0}met

21 November 2022

The ministers {0}met in the capital on Tuesday. They spoke of the bor{0}der first.

Somebody asked for observers, and the others {0}listened.

Share this article {0}on Facebook
Read more {0}
Copyright 2022 {0}. All rights reserved.
"""
_MARKDOWN = """---
title: "The council {1}{0}decides"
author: "A {1}{0} person"
source: "Evening {1} Paper"
---

# The council {0}decides

The council sat {2} for an {2}hour. A [lin{0}k](https://example.org/{0}{2}), and
[another](javascript:alert(1)), <https://example.org/{2}>.

- An item {0} of it

```
code {0} words
```

| a {0} | b |
|---|---|
| c | d {0} |
"""


def write_dossier(folder: Path, poison: str = POISON, name: str = NAME) -> Path:
    """Write a dossier of three articles, one of them unreadable, and notes on it.

    Args:
        folder: Where; made.
        poison: What stands in every text, title, tag and note; empty for the harmless twin.
        name: What stands in the name of every file.

    Returns:
        The corpus; its notes file is beside it.
    """
    corpus = folder / "dossier"
    corpus.mkdir(parents=True)
    for path, text in (
        (f"1 ministers {name}.txt", _PAGE),
        (f"2 council {name}.md", _MARKDOWN),
        (f"3 broken {name}.txt", "%PDF-1.7 {0}"),
    ):
        hidden = (_YAML, _ENTITIES) if poison else ("", "")
        words = text.format(poison, *hidden)
        (corpus / path).write_text(words, encoding="utf-8", newline="\n")
    _write_notes(corpus, poison)
    return corpus


def _write_notes(corpus: Path, poison: str) -> None:
    """Annotate the dossier, then put the poison into every text of the notes file."""
    session = Session.open(corpus, None, creator=f"reader {_MARK}")
    for _ in session.corpus.scan():
        pass
    session.settle()
    notebook = session.notebook
    tags = [f"security {_MARK}/border {_MARK}", f"priority {_MARK}"]
    for tag in tags:
        notebook.edit(codebook.create(notebook.book, tag, description=f"what it means {_MARK}"))
    notebook.edit(codebook.add_term(notebook.book, f"border {_MARK}"))
    for entry in session.corpus.entries:
        if entry.error:
            continue
        article = session.corpus.load(entry)
        stamp = notebook.stamp()
        note = f"a note {_MARK}\n\nof two paragraphs {_MARK}"
        block = article.blocks[-1]
        span = Span(block.start, min(block.end, block.start + 12))
        notebook.edit(edits.mark(notebook.book, stamp, article, span, tags=tags, note=note))
        whole = edits.mark_whole(notebook.book, stamp, edits.known(article), tags=tags, note=note)
        notebook.edit(whole)
    assert session.close()
    notes = corpus.parent / "dossier.notes.json"
    text = notes.read_text(encoding="utf-8")
    notes.write_text(text.replace(_MARK, json.dumps(poison)[1:-1]), encoding="utf-8")
