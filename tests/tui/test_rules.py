"""Coding rules: kept from a concordance, run again, decided one by one, and never asked twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from store import saved
from tests.tui.concordances import annotations_of, lines, rows, shown
from tui.screens.proposals import ProposalsScreen
from tui.screens.reading import ReadingScreen
from tui.screens.rules import RulesScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


async def keep_rule(reader: Driver, query: str, tag: str, *widen: str) -> None:
    """Keep a query and a tag as a rule of the query's name, and go back to the text."""
    await lines(reader, query)
    await reader.press(*widen, "r")
    await reader.type(tag)
    await reader.press("enter", "enter", "escape", "escape")
    await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))


def have_rule(reader: Driver, query: str, tag: str) -> None:
    """Have a rule of the query's name, as if it had been kept earlier."""
    notebook = reader.screen.session.notebook
    notebook.edit(saved.save_rule(notebook.book, query, query, tag))


async def run_rule(reader: Driver) -> ProposalsScreen:
    """Run the first rule from the list of rules, and wait for all that it proposes."""
    session = reader.screen.session
    await reader.until(lambda: session.search.snapshot().size == len(session.corpus.entries))
    await reader.press("C", "enter")
    screen = await shown(reader)
    assert isinstance(screen, ProposalsScreen)
    return screen


def decided(reader: Driver) -> list[str]:
    """Return the sign before each line: accepted, rejected or waiting."""
    return [sign if (sign := each.strip()[0]) in "✓✗" else "" for each in rows(reader)]


async def test_a_rule_run_twice_asks_only_what_is_new(
    opened: Opened, corpus: Path, notes: Path
) -> None:
    async with opened(corpus) as reader:
        await keep_rule(reader, "border", "law")
        await reader.saved()
        [rule] = reader.stored(notes, "coding_rules")
        assert (rule["query"], rule["tag"], rule["width"]) == ("border", "law", "match")
        await run_rule(reader)
        assert "3 to decide" in reader.text
        await reader.press("y", "n")
        assert decided(reader) == ["✓", "✗", ""]
        assert "1 to decide" in reader.text
        await reader.press("escape", "escape")
        await reader.saved()
        [annotation] = reader.stored(notes)
        assert annotation["tags"] == ["law"]
        assert '"query": "border"' in json.dumps(annotation["origin"])
        assert len(reader.stored(notes, "rejections")) == 1

        (corpus / "envoys.txt").write_text("Envoys\n\nThe envoys crossed the border at dawn.\n")
        session = reader.screen.session
        await reader.until(lambda: len(session.corpus.entries) == 3)
        await reader.until(lambda: session.search.snapshot().size == 3)
        await run_rule(reader)
        assert "2 to decide" in reader.text
        assert "envoys crossed" in rows(reader)[0]
        await reader.press("y", "y")
        assert "all decided" in reader.text
        assert len(annotations_of(reader)) == 3
        await reader.press("escape", "enter")
        await shown(reader)
        assert "nothing to decide" in rows(reader)[0]
        assert "0 to decide" in reader.text


async def test_each_decision_is_undone_and_made_again_where_it_was_made(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        have_rule(reader, "border", "law")
        screen = await run_rule(reader)
        await reader.press("y", "n", "y")
        assert decided(reader) == ["✓", "✗", "✓"]
        await reader.press("u", "u")
        assert decided(reader) == ["✓", "", ""]
        assert screen.hits.cursor == 1
        assert "2 to decide" in reader.text
        await reader.press("y")
        assert decided(reader) == ["✓", "✓", ""]
        await reader.press("g", "y")
        assert "Accepted already" in reader.text
        await reader.press("u", "u")
        assert decided(reader) == ["", "", ""]
        assert annotations_of(reader) == ()
        await reader.press("ctrl+r")
        assert decided(reader) == ["✓", "", ""]


async def test_a_rule_marks_as_much_as_it_was_kept_with(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        await keep_rule(reader, "border", "law", "+")
        await run_rule(reader)
        assert "tags the sentence “law”" in reader.text
        await reader.press("y")
        [annotation] = annotations_of(reader)
        assert annotation.anchor is not None
        assert annotation.anchor.exact == "It decided to send observers to the border."


async def test_what_is_rejected_stays_rejected_when_its_article_changes_elsewhere(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        have_rule(reader, "guests", "law")
        await run_rule(reader)
        await reader.press("n", "escape", "escape")
        article = corpus / "ministers.txt"
        text = article.read_text(encoding="utf-8")
        article.write_text(text.replace("Yerevan\n", "Yerevan, late\n"), encoding="utf-8")
        corpus_now = reader.screen.session.corpus
        await reader.until(lambda: any("late" in each.title for each in corpus_now.entries))
        await run_rule(reader)
        assert "0 to decide" in reader.text


async def test_rules_are_renamed_deleted_narrowed_and_brought_back(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        have_rule(reader, "border", "law")
        have_rule(reader, "press", "media")
        await reader.press("C")
        assert isinstance(reader.app.screen, RulesScreen)
        names = reader.screen.session.notebook.book.rules
        await reader.press("r", *("backspace",) * 6)
        await reader.type("press")
        await reader.press("enter")
        assert "There is a rule “press” already." in reader.text
        await reader.press("2", "enter")
        assert [each.name for each in names()] == ["press", "press2"]
        await reader.press("slash", *"law")
        assert "1 of 2" in reader.text
        await reader.press("enter", "d")
        assert [each.name for each in names()] == ["press"]
        await reader.press("u")
        assert [each.name for each in names()] == ["press", "press2"]


@pytest.mark.parametrize("key", ["enter", "o"])
async def test_a_proposal_s_article_is_opened_and_one_comes_back_to_the_proposals(
    opened: Opened, corpus: Path, key: str
) -> None:
    async with opened(corpus) as reader:
        have_rule(reader, "border", "law")
        await run_rule(reader)
        await reader.press("y", "j", key)
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        await reader.until(lambda: reader.under_cursor.startswith("border"))
        await reader.press("escape")
        screen = await shown(reader)
        await reader.until(lambda: screen.hits.cursor == 2)
        assert decided(reader) == ["✓", "", ""]
        assert "2 to decide" in reader.text


async def test_rules_are_run_from_a_concordance_too(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        have_rule(reader, "border", "law")
        await lines(reader, "border")
        await run_rule(reader)
        await reader.press("o")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        await reader.until(lambda: reader.under_cursor.startswith("border"))
        await reader.press("escape")
        assert isinstance(await shown(reader), ProposalsScreen)
        await reader.press("escape")
        assert isinstance(reader.app.screen, RulesScreen)


async def test_a_rule_whose_query_makes_no_sense_says_why(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        notebook = reader.screen.session.notebook
        notebook.edit(saved.save_rule(notebook.book, "[b]broken[/b]", "date:2022-13", "law"))
        await reader.press("C", "enter")
        assert isinstance(reader.app.screen, RulesScreen)
        assert "Its query: " in reader.text
        assert "[b]broken[/b]" in reader.text


async def test_to_accept_or_reject_is_offered_where_a_hit_waits_for_it(
    opened: Opened, corpus: Path
) -> None:
    both = "y accept · n reject · "
    async with opened(corpus) as reader:
        have_rule(reader, "border", "law")
        await run_rule(reader)
        assert both in reader.status
        await reader.press("y", "k")
        assert both not in reader.status
        await reader.press("j")
        assert both in reader.status
        await reader.press("n", "y", "k", "question_mark")
        assert "Reject" not in reader.text
        await reader.press("escape", "u", "k", "j")
        assert both in reader.status
        await reader.press("y", "escape", "enter")
        await shown(reader)
        assert both not in reader.status


@pytest.mark.parametrize("key", ["y", "n"])
async def test_read_only_notes_take_no_decision(opened: Opened, corpus: Path, key: str) -> None:
    async with opened(corpus) as reader:
        have_rule(reader, "border", "law")
        await run_rule(reader)
        reader.screen.session.notebook._saving.read_only = "line 3: no JSON"
        await reader.press(key)
        assert "line 3: no JSON" in reader.text
        assert decided(reader) == ["", "", ""]
