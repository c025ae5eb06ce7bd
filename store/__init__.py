"""Everything of Postil that lasts: articles, annotations, the notes file. Knows no screen."""

__version__ = "0.1.0"
