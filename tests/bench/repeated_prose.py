"""Texts that repeat themselves: a litany, a statute, a song; written for these measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_REFRAIN = "Hear us, O Lord of the quiet house, and have mercy upon us."
_WHO = ("keepers of the gate", "sailors on the grey water", "widows of the lower town", "judges")
_WHAT = ("watch through the night", "carry what others let fall", "wait for a word from home")
_WHEN = ("in the hour before dawn", "when the lamps burn low", "on the day of reckoning")
_BODIES = ("The Council", "The Committee", "The Secretariat", "The Assembly", "The Board")
_DUTIES = (
    "shall report to the member states within thirty days",
    "shall be convened at the request of two member states",
    "shall adopt its rules of procedure by a simple majority",
    "shall inform the depositary of any change without delay",
)
_CHORUS = (
    "Oh, carry me down to the river again,\n"
    "where the water is wide and the evening is long,\n"
    "carry me down to the river again\n"
    "and leave me the rest of the song."
)
_LINES = (
    "My father built fences, my mother built fires",
    "I left with the harvest still high in the field",
    "The station was empty, the clock had run down",
    "There's snow on the pass and a light in the mill",
    "You wrote me a letter I never unsealed",
    "They're tearing the dance hall apart for its wires",
    "The ferryman asked me for more than I had",
)


def litany(random: Random) -> str:
    """Return petitions, each answered by the same words, now and then three times."""
    blocks = []
    for _ in range(random.randint(4, 10)):
        who, what, when = (random.choice(each) for each in (_WHO, _WHAT, _WHEN))
        blocks.append(f"For the {who} who {what} {when}.")
        blocks += [_REFRAIN] * random.choice([1, 1, 1, 3])
    return "\n\n".join(blocks)


def statute(random: Random) -> str:
    """Return numbered articles made of the same few formulas."""
    blocks = []
    for number in range(1, random.randint(5, 12)):
        rules = [
            f"{random.choice(_BODIES)} {random.choice(_DUTIES)}."
            for _ in range(random.randint(1, 4))
        ]
        blocks.append(f"Article {number}")
        blocks.append(" ".join([*rules, "This article is without prejudice to article 2."]))
    return "\n\n".join(blocks)


def song(random: Random) -> str:
    """Return verses with a chorus between them."""
    blocks = []
    for _ in range(random.randint(2, 5)):
        blocks.append(",\n".join(random.sample(_LINES, 4)) + ".")
        blocks.append(_CHORUS)
    return "\n\n".join(blocks)
