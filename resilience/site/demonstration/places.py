"""Places and codes that are nowhere: no code or name here is used by a real organisation."""

from __future__ import annotations

from dataclasses import dataclass

STEMS = [
    "Otter", "Copper", "Lantern", "Thistle", "Pewter", "Marrow", "Velvet", "Saffron", "Tansy",
    "Cobble", "Bramble", "Quill", "Juniper", "Marzipan", "Teasel", "Nutmeg", "Pepper",
    "Sparrow", "Magpie", "Button", "Candle", "Damson", "Ember", "Fiddle", "Gander", "Inkle",
]  # fmt: skip
ENDINGS = ["wick", "combe", "stow", "mere", "thorpe", "bury", "den", "ley", "holt", "garth"]
STREETS = [
    "High Street", "Station Road", "Mill Lane", "Church Road", "Market Place", "Canal Street",
]  # fmt: skip
KINDS = [
    "Surgery", "Medical Centre", "Health Centre", "Practice", "Family Practice",
    "Medical Group",
]  # fmt: skip


@dataclass(frozen=True)
class Place:
    """An area: its code, name and the code of the area above it."""

    code: str
    name: str
    above: str
    practices: int = 0


REGIONS = (Place("Y97", "Larkland", "ENG"), Place("Y98", "The Copper Coast", "ENG"))
TEAMS = (
    Place("Q96", "NHS England Larkland North", "Y97"),
    Place("Q97", "NHS England Larkland South", "Y97"),
    Place("Q98", "NHS England Copper Coast", "Y98"),
)
BOARDS = (
    Place("QZ1", "Upper Larkland", "Y97"),
    Place("QZ2", "Lower Larkland", "Y97"),
    Place("QZ3", "Copper Coast", "Y98"),
)
COMMISSIONERS = (
    Place("9ZA", "Ottershire", "Q96", 32),
    Place("9ZB", "Lantern Vale", "Q96", 14),
    Place("9ZC", "Thistlemoor", "Q96", 9),
    Place("9ZD", "Pewterham", "Q97", 27),
    Place("9ZE", "Saffron Wolds", "Q97", 12),
    Place("9ZF", "Copperport", "Q98", 24),
    Place("9ZG", "Teasel Sands", "Q98", 10),
    Place("9ZH", "Emberley", "Q98", 7),
)
"""With the number of practices in each: some too few for a comparison within them."""


def team(commissioner: Place) -> Place:
    """The DCO team above a commissioner, to 2019."""
    return next(place for place in TEAMS if place.code == commissioner.above)


def board(commissioner: Place) -> Place:
    """The integrated care board that stands where the DCO team stood."""
    return BOARDS[TEAMS.index(team(commissioner))]


def region(commissioner: Place) -> Place:
    return next(place for place in REGIONS if place.code == team(commissioner).above)


def ccg_name(place: Place) -> str:
    return f"NHS {place.name} CCG"


def sub_icb_name(place: Place) -> str:
    """As published since 2022: 'NHS Upper Larkland ICB - 9ZA'."""
    return f"NHS {board(place).name} ICB - {place.code}"


def board_name(place: Place) -> str:
    return f"NHS {place.name} Integrated Care Board"


def ons(place: Place) -> str:
    """A code where the statistical office's would stand, and that it would never give."""
    return f"E38Z{place.code}"
