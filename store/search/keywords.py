"""Keywords: the words that tell a text from the other articles of an index."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from tantivy import Occur, Query

from store.search import analysis
from store.search.counting import count_found
from store.search.schema import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tantivy import Schema, Searcher

_MOST = 25
"""Words by which an article is compared with others; the figure of tantivy's own comparison."""


def shared_keywords(text: str, searcher: Searcher, schema: Schema) -> Query:
    """Return a query for the articles that share keywords with a text, above all the telling ones.

    A keyword is in two articles at least, and in no more than half of them.

    Args:
        text: The canonical text of one of the articles.
        searcher: Which articles there are.
        schema: Their fields.
    """
    weighed = sorted(_weighed(text, searcher, schema), reverse=True)[:_MOST]
    terms = ((Query.term_query(schema, Column.TEXT, word), weight) for weight, word in weighed)
    return Query.boolean_query(
        [(Occur.Should, Query.boost_query(term, weight)) for term, weight in terms]
    )


def _weighed(text: str, searcher: Searcher, schema: Schema) -> Iterator[tuple[float, str]]:
    """Yield the keywords of a text with what each tells of it (tf-idf).

    Not by `doc_freq`, by which tantivy's own comparison goes: it counts whatever an article was
    before as well, until that is merged away, and so takes the words of one that was indexed anew
    for shared ones, and those that it shares for common ones.
    """
    articles = searcher.num_docs
    most = max(2, articles // 2)
    for word, times in Counter(analysis.spelling(text).split()).items():
        having = count_found(searcher, Query.term_query(schema, Column.TEXT, word))
        if 1 < having <= most:
            yield times * math.log(1 + (articles - having + 0.5) / (having + 0.5)), word
