"""A corpus as large as asked for, of made-up press prose, the same for the same seed.

The most frequent words are the function words of English in their order, the others are made of
syllables, names among them; how often each comes follows the law of Zipf, as Mandelbrot put it.
There are 60,000 of them, so that most are rare. Every third article has curly quotes and dashes,
every tenth names with accents, as prose has that came from a publisher's page.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import accumulate, islice
from random import Random
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SEED = 20_262
VOCABULARY = 60_000

_FUNCTION_WORDS = """
the of and to in a that for is on as with by at from it was be are this an or which its has not
have were their they been will but had more than also his who one he said would after two other
about new over her she there first when all into could some during time only most between under
up against no if out so what where people them him should can such while before both through
these three those because being then now many state until government country any since against
however still very made must between within without did how may our we us you your yet per much
own same each few like just even made last year years day week month called told according
""".split()  # noqa: SIM905 - a list of quoted words would hide them

_SYLLABLES = """
ka ro mi ten sa lo vi dor pa ne gu sha ber lin to ra es um ist yan ov ski mar tel an gor ed al
ber con pre tion ment er ing al ic ous re de com in ter per pro sta tu ren val sul cen mon fer
""".split()  # noqa: SIM905 - the same

_ACCENTED = ("Sargsyán", "Pashinyán", "Genève", "São", "Łódź", "Zürich", "Córdoba")
_TOPICS = ("politics", "economy", "culture", "region", "world")


@dataclass(frozen=True, slots=True)
class Made:
    """An article that was made up.

    Args:
        path: Place inside its corpus.
        title: Its headline.
        date: ISO 8601 calendar date.
        text: Its paragraphs.
    """

    path: str
    title: str
    date: str
    text: str

    @property
    def file(self) -> str:
        """What its file holds."""
        return f"{self.title}\n\n{self.date}\n\n{self.text}\n"


def vocabulary(seed: int = SEED) -> tuple[str, ...]:
    """Return the words of the corpus, the most frequent first."""
    random = Random(seed)  # noqa: S311 - the same articles in every run
    made = dict.fromkeys(_FUNCTION_WORDS)
    while len(made) < VOCABULARY:
        made["".join(random.choices(_SYLLABLES, k=random.randint(2, 5)))] = None
    return tuple(made)


def articles(count: int, seed: int = SEED) -> Iterator[Made]:
    """Yield the articles of a corpus; a larger one begins with the articles of a smaller."""
    random = Random(seed)  # noqa: S311 - the same articles in every run
    words = vocabulary(seed)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    for number in range(count):
        drawn = iter(random.choices(words, cum_weights=weights, k=random.randint(200, 550)))
        title = " ".join(islice(drawn, random.randint(5, 9))).capitalize()
        year, month, day = random.randint(2012, 2025), random.randint(1, 12), random.randint(1, 28)
        yield Made(
            path=f"{random.choice(_TOPICS)}/{year}/{number:06}.txt",
            title=title,
            date=f"{year}-{month:02}-{day:02}",
            text=_prose(drawn, random, is_curly=number % 3 == 0, is_accented=number % 10 == 0),
        )


def corpus(count: int, folder: Path | None = None) -> Path:
    """Return the folder of a corpus, which is written when it is first asked for.

    Args:
        count: How many articles it has.
        folder: Where such corpora are kept; by default in the user's cache directory.
    """
    kept = folder or user_cache_path("postil-bench")
    place = kept / f"articles-{SEED}-{count}"
    if place.is_dir():
        return place
    making = kept / f"{place.name}.making"
    shutil.rmtree(making, ignore_errors=True)
    for made in articles(count):
        path = making / made.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made.file, encoding="utf-8")
    return making.rename(place)


def _prose(drawn: Iterator[str], random: Random, *, is_curly: bool, is_accented: bool) -> str:
    paragraphs: list[str] = []
    while sentences := list(islice(_sentences(drawn, random), random.randint(3, 6))):
        paragraphs.append(" ".join(sentences))
    text = "\n\n".join(paragraphs)
    if is_curly:
        text = text.replace(" said", " said: “so it is” —", 3).replace(" they ", " they’d ", 3)
    return text.replace(" he ", f" {random.choice(_ACCENTED)} ", 2) if is_accented else text


def _sentences(drawn: Iterator[str], random: Random) -> Iterator[str]:
    while words := list(islice(drawn, random.randint(8, 24))):
        yield _sentence(words, random)


def _sentence(words: Sequence[str], random: Random) -> str:
    """Return words as a sentence: a capital, a comma, now and then a name or a number."""
    told = [words[0].capitalize(), *words[1:]]
    place = random.randrange(len(told) - 1) if len(told) > 1 else 0
    match random.randrange(4):
        case 0:
            told[place] = told[place].capitalize()
        case 1:
            told[place] += ","
        case 2:
            told[place] = f"{random.randint(2, 1999):,}"
    return " ".join(told) + "."
