"""Where the passages of articles are: looked for in workers, remembered for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field, structs
from msgspec.structs import replace

from store.anchor import State, describe, is_given_up, place_all, without_looking
from store.edits import known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from store.anchor import Placement
    from store.annotation import Anchor, Annotation, KnownArticle
    from store.article import Article
    from store.span import Span
    from tui.reading.excerpt import Excerpt

_AT_ONCE = 50
"""Passages that are looked for before an article is shown: a tenth of a second at most."""

_MOST_CHOICES = 9
# Of a quote of two words that stands everywhere nobody looks at more places than these.


class Choice(Struct, frozen=True):
    """A place where a passage may be.

    Args:
        anchor: The place, as an anchor on the present text.
        score: How much speaks for it, 0 to 1.
        excerpt: The place in its surroundings.
    """

    anchor: Anchor
    score: float
    excerpt: Excerpt


class Found(Struct, frozen=True):
    """What came of looking for a passage.

    Args:
        state: How sure its place is.
        span: Its place; None where nobody can say.
        score: How much speaks for it, 0 to 1.
        old: The passage as it was, in its surroundings as far as they are still known.
        choices: Where it may be, the likeliest first; none where its place is exact.
    """

    state: State
    span: Span | None = None
    score: float = 0.0
    old: Excerpt | None = None
    choices: tuple[Choice, ...] = ()


class Looked(Struct, frozen=True):
    """An article whose passages were looked for.

    Args:
        article: The article, with the hash of the text in which they were looked for.
        found: What came of it, by anchor.
    """

    article: KnownArticle
    found: Mapping[Anchor, Found] = field(default_factory=dict)


class Whereabouts:
    """What is known of the places of passages; belongs to the thread that shows them."""

    def __init__(self) -> None:
        self._looked: dict[str, Looked] = {}
        self._doubtful: set[str] = set()
        self.version = 0

    def take(self, looked: Looked) -> None:
        """Take over where an article's passages are, in place of where they were in older texts."""
        before = self._looked.get(looked.article.id)
        found = looked.found
        if before is not None and before.article.text_hash == looked.article.text_hash:
            found = {**before.found, **found}
        self._looked[looked.article.id] = Looked(looked.article, found)
        if any(each.state is not State.EXACT for each in found.values()):
            self._doubtful.add(looked.article.id)
        else:
            self._doubtful.discard(looked.article.id)
        self.version += 1

    def drop(self, article_id: str) -> None:
        """Forget an article that is gone."""
        self._looked.pop(article_id, None)
        self._doubtful.discard(article_id)
        self.version += 1

    def doubtful(self) -> Iterator[KnownArticle]:
        """Yield the articles in which not all passages are exact, with the hash of their text."""
        return (self._looked[article_id].article for article_id in self._doubtful)

    def text_hash(self, article_id: str) -> str:
        """Return the hash of the text that was looked through; empty for none."""
        looked = self._looked.get(article_id)
        return looked.article.text_hash if looked else ""

    def found(self, annotation: Annotation) -> Found | None:
        """Return what came of looking for a passage; None where nobody has looked.

        What the reader said of it is heeded here and not by who looks, because it changes more
        often than the text.
        """
        looked = self._looked.get(annotation.article)
        found = looked.found.get(annotation.anchor) if looked and annotation.anchor else None
        if looked is None or found is None:
            return found
        if is_given_up(annotation, looked.article.text_hash, found.state):
            return replace(found, state=State.ORPHAN, span=None)
        return found


def look(
    article: Article,
    annotations: Sequence[Annotation],
    old_text_of: Callable[[str], str | None],
) -> Looked:
    """Look for the passages of an article's annotations; to be run in a worker.

    Args:
        article: The article as it is now.
        annotations: Its annotations; those on the whole article are passed over.
        old_text_of: Returns the text with a hash, None where it is no longer known.
    """
    texts: dict[str, str | None] = {}

    def old_text(text_hash: str) -> str | None:
        if text_hash not in texts:
            texts[text_hash] = old_text_of(text_hash)
        return texts[text_hash]

    sought = [structs.replace(each, lost_in="") for each in annotations if each.anchor is not None]
    placements = place_all(article.text, article.text_hash, sought, old_text)
    found = {
        annotation.anchor: _found(article, annotation.anchor, placement, old_text)
        for annotation, placement in zip(sought, placements, strict=True)
        if annotation.anchor is not None and placement is not None
    }
    return Looked(known(article), found)


def look_at_once(
    article: Article,
    annotations: Sequence[Annotation],
    old_text_of: Callable[[str], str | None],
) -> Looked | None:
    """Look for the passages of an article about to be shown; to be run in a worker.

    Args:
        article: The article as it is now.
        annotations: Its annotations.
        old_text_of: As for `look`.

    Returns:
        None where it takes longer than a reader waits for an article.
    """
    placed = [each for each in annotations if each.anchor is not None]
    strange = sum(without_looking(each, article.text_hash) is None for each in placed)
    return look(article, annotations, old_text_of) if strange <= _AT_ONCE else None


def _found(
    article: Article,
    anchor: Anchor,
    placement: Placement,
    old_text: Callable[[str], str | None],
) -> Found:
    """Return what a placement comes to, with what is needed to look at it."""
    if placement.state is State.EXACT:
        return Found(State.EXACT, placement.span, placement.score)
    spans = [(each.span, each.score) for each in placement.candidates[:_MOST_CHOICES]]
    if placement.span is not None:
        spans = [(placement.span, placement.score)]
    return Found(
        placement.state,
        placement.span,
        placement.score,
        _old_excerpt(anchor, old_text(anchor.text_hash)),
        tuple(_choice(article, span, score) for span, score in spans),
    )


def _choice(article: Article, span: Span, score: float) -> Choice:
    from tui.reading.excerpt import excerpt

    anchor = describe(article.text, article.text_hash, span)
    return Choice(anchor, score, excerpt(article.text, anchor.span))


def _old_excerpt(anchor: Anchor, old_text: str | None) -> Excerpt:
    from tui.reading.excerpt import excerpt, quoted

    if old_text is not None and anchor.span.of(old_text) == anchor.exact:
        return excerpt(old_text, anchor.span)
    return quoted(anchor)
