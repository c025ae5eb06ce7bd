"""Going through the colours one by one."""

from __future__ import annotations

from store.annotation import Colour


def following(colour: Colour) -> Colour:
    """Return the colour after this one; the first after the last."""
    colours = tuple(Colour)
    return colours[(colours.index(colour) + 1) % len(colours)]
