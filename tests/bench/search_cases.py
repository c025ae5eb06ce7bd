"""What is asked in the bench of search, in the words of Postil and of its peers."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bench.search_corpus import vocabulary
from tests.bench.search_peers import Row, Scan

SECURITY, BORDER, ECONOMY = "security", "security/border", "economy"
"""The tags of the corpus; a query for the first finds the second too."""

TAG_SHARES = {SECURITY: 0.02, BORDER: 0.01, ECONOMY: 0.1}
"""Share of the articles that have a tag."""


@dataclass(frozen=True, slots=True)
class Case:
    """A query.

    Args:
        row: What kind it is.
        typed: The query in Postil's language.
        scans: What ripgrep does for it.
        asked: What FTS5 is asked; None where it cannot answer.
    """

    row: str
    typed: str
    scans: tuple[Scan, ...]
    asked: Row | None


def cases() -> tuple[Case, ...]:
    """Return the queries, grouped by rows."""
    return (
        *_rare_words(),
        *_common_words(),
        *_phrases(),
        *_prefixes(),
        *_booleans(),
        *_tags_with_dates(),
        *_patterns(),
    )


def _word(word: str) -> str:
    return rf"\b{word}\b"


def _rare_words() -> list[Case]:
    words = vocabulary()[-20_000::3_990]
    return [Case("rare word", each, (Scan(_word(each)),), Row(each)) for each in words]


def _common_words() -> list[Case]:
    words = ("the", "government", "said", "week", vocabulary()[300], vocabulary()[1_000])
    return [Case("common word", each, (Scan(_word(each)),), Row(each)) for each in words]


def _phrases() -> list[Case]:
    frequent = vocabulary()[200]
    phrases = ("of the", "to be", "in the government", "and week", f"the {frequent}")
    return [Case("phrase", f'"{each}"', (Scan(_word(each)),), Row(f'"{each}"')) for each in phrases]


def _prefixes() -> list[Case]:
    beginnings = ("gor", "govern", "mentti", "kasha", "t")
    return [
        Case("prefix", f"{each}*", (Scan(rf"\b{each}\w*"),), Row(f"{each}*")) for each in beginnings
    ]


def _booleans() -> list[Case]:
    words = vocabulary()
    one, other, third = words[250], words[400], words[90]
    government, country, week = (Scan(_word(each)) for each in ("government", "country", "week"))
    without = Scan(_word("week"), is_wanted=False)
    either = Scan(rf"\b(?:{one}|{other})\b")
    row = "boolean"
    return [
        Case(row, "government country", (government, country), Row("government country")),
        Case(
            row,
            "government country -week",
            (government, country, without),
            Row("government country NOT week"),
        ),
        Case(
            row,
            f"({one} OR {other}) {third}",
            (either, Scan(_word(third))),
            Row(f"({one} OR {other}) AND {third}"),
        ),
        Case(
            row,
            "government -country date:2018..2021",
            (government, Scan(_word("country"), is_wanted=False)),
            Row("government NOT country", "2018-01-01", "2021-12-31"),
        ),
        Case(
            row,
            "the week date:>=2015-06",
            (Scan(_word("the")), week),
            Row("the week", "2015-06-01", "2999-12-31"),
        ),
    ]


def _tags_with_dates() -> list[Case]:
    whole = ("2022-01-01", "2022-12-31")
    half = ("2019-07-01", "2019-12-31")
    the, government, week = (Scan(_word(each)) for each in ("the", "government", "week"))
    row = "tag+date"
    return [
        Case(row, "tag:security date:2022 the", (the,), Row("the", *whole, SECURITY)),
        Case(
            row,
            "tag:security date:2022 government",
            (government,),
            Row("government", *whole, SECURITY),
        ),
        Case(row, "tag:economy date:2019-07..2019-12 the", (the,), Row("the", *half, ECONOMY)),
        Case(row, "tag:economy date:2022 week", (week,), Row("week", *whole, ECONOMY)),
        Case(
            row,
            'tag:economy date:2022 "of the"',
            (Scan(_word("of the")),),
            Row('"of the"', *whole, ECONOMY),
        ),
    ]


def _patterns() -> list[Case]:
    patterns = (
        r"\bgovernments?\b.{0,40}\bcountr(?:y|ies)\b",
        r"government\W+of\W+the",
        r"\b1,\d\d\d (?:was|were)\b",
        r"sargsy[aá]n",
        r"\w+ferkaber\w*",
    )
    return [Case("regex", f"/{each}/", (Scan(each),), None) for each in patterns]
