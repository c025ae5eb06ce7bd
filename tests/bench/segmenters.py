"""Compare sentence segmenters on hard cases and on a long text.

Run it with `python tests/bench/segmenters.py`; of pysbd and syntok, those that are installed take
part. The cases are those of the test suite, so Postil's own figure shows what its repairs add,
not how it does on text it has never seen.
"""

from __future__ import annotations

import importlib
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.sentences import split
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Segmenter = Callable[[str], list[str]]

CASES = Path(__file__).parents[1] / "store" / "sentence_cases.txt"
LONG_TEXT = 200_000
"""Code points of the text that is timed."""


def segmenters() -> Iterator[tuple[str, Segmenter]]:
    """Yield the segmenters that are installed, by name."""
    yield "postil", lambda text: [span.of(text) for span in split(text, Span(0, len(text)))]
    if sentencex := installed("sentencex"):
        yield "sentencex", lambda text: list(sentencex.segment("en", text))
    if pysbd := installed("pysbd"):
        yield "pysbd", pysbd.Segmenter(language="en", clean=False).segment
    if syntok := installed("syntok.segmenter"):
        yield "syntok", lambda text: list(syntok_sentences(syntok, text))


def installed(name: str) -> Any | None:
    """Return a module, None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def syntok_sentences(segmenter: Any, text: str) -> Iterator[str]:
    """Yield the sentences that syntok finds, as they stand in the text."""
    for paragraph in segmenter.analyze(text):
        for tokens in paragraph:
            yield text[tokens[0].offset : tokens[-1].offset + len(tokens[-1].value)]


def right(segment: Segmenter, cases: list[list[str]]) -> int:
    """Count the cases that are parted as they should be."""
    return sum(
        [part.strip() for part in segment(joined(parts)) if part.strip()] == parts
        for parts in cases
    )


def joined(parts: list[str]) -> str:
    """Return sentences as running text."""
    return ("" if any("。" in part for part in parts) else " ").join(parts)


def main() -> None:
    """Print a line for each segmenter."""
    cases = [line.split(" | ") for line in CASES.read_text(encoding="utf-8").splitlines()]
    prose = " ".join(joined(parts) for parts in cases)
    text = (f"{prose}\n" * (LONG_TEXT // len(prose) + 1))[:LONG_TEXT]
    fastest = 0.0
    for name, segment in segmenters():
        started = time.perf_counter()
        segment(text)
        seconds = time.perf_counter() - started
        fastest = fastest or seconds
        print(  # noqa: T201 - printing is what the script is for
            f"{name:10} {right(segment, cases):3} of {len(cases)} right"
            f"{seconds / fastest:8.1f} × the time of postil"
        )


if __name__ == "__main__":
    main()
