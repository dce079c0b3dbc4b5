"""One fault at a time in what a pack says of its money."""

from __future__ import annotations

from tests.programmes.broken import Broken

FILE = "funding.toml"
MONEY = {
    "money held by no level of the structure": Broken(
        FILE,
        'holder = "dco"',
        'holder = "icb"',
        "funding.holder",
        "expected a level of this pack (region, dco, ccg), found “icb”",
    ),
    "a year that comes too early": Broken(
        FILE,
        'year = "2019-20"',
        'year = "2015-16"',
        "funding.years[4].year",
        "expected a year after the one before it (2018-19), found “2015-16”",
    ),
    "a year that is none": Broken(
        FILE,
        'year = "2019-20"',
        'year = "2019-21"',
        "funding.years[4].year",
        "expected two years that follow each other",
    ),
    "a population that nothing counts": Broken(
        FILE,
        '"qof_list_size"]',
        '"qof_points_percent"]',
        "funding.populations[2]",
        "expected the id of an indicator that counts",
    ),
    "a finance code used twice": Broken(
        FILE, 'id = "RES-PEERS"', 'id = "RES-SUPPLIER"', "funding.codes[RES-SUPPLIER].id", "again"
    ),
    "a part of a plan used twice": Broken(
        FILE,
        'id = "completion"',
        'id = "start"',
        "funding.staged[three_parts].parts[start].id",
        "again",
    ),
    "a question that planning asks already": Broken(
        FILE,
        'id = "match"',
        'id = "salaries"',
        "funding.conditions[salaries].id",
        "planning.bars",
    ),
    "a published figure of an unknown year": Broken(
        FILE,
        'title = "North West London"\nyear = "2016-17"',
        'title = "North West London"\nyear = "2014-15"',
        "funding.published[north_west_london].year",
        "expected a year of this pack (2016-17, 2017-18, 2018-19, 2019-20), found “2014-15”",
    ),
    "a member of an area named twice": Broken(
        FILE,
        '"08Y", "09A"',
        '"08Y", "08C"',
        "funding.published[north_west_london].members[8]",
        "08C",
    ),
    "positions out of order": Broken(
        FILE,
        'by = "12-31"',
        'by = "06-30"',
        "funding.positions[three_quarters_spent].by",
        "expected a day of the financial year after the one before it, found “06-30”",
    ),
    "a day that no year has": Broken(
        FILE, 'by = "09-30"', 'by = "09-31"', "funding.positions[all_committed].by", "every year"
    ),
}
