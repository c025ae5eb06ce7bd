"""Signs: what stands for something in the list of articles and beside the text."""

from __future__ import annotations

from store.progress import ReadState

READ_SIGNS = {ReadState.UNREAD: "●", ReadState.READING: "○", ReadState.READ: " "}
"""How far an article was read."""

MEANINGS = (
    (READ_SIGNS[ReadState.UNREAD], "in the list: not read yet"),
    (READ_SIGNS[ReadState.READING], "in the list: begun, and how much of it was seen"),
    ("▎", "beside the text: an annotated passage"),
    ("✎", "beside the text: a passage with a note begins"),
    ("≈", "beside the text: a passage found again though its words changed"),
    ("⋯", "page leftovers, folded"),
)
"""What the signs mean, for the help."""
