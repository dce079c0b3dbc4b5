"""One fault at a time in what a pack says of offers and of the response to a status."""

from __future__ import annotations

from tests.programmes.broken import Broken

OFFERING, RESPONSE = "offering.toml", "response.toml"
OFFERS = {
    "a module that is not there": Broken(
        OFFERING,
        'modules = ["frequent_attenders",',
        'modules = ["golf",',
        "offering.kinds[productive_gp].modules[1]",
        "expected the id of a module (frequent_attenders",
    ),
    "more modules to choose than there are": Broken(
        OFFERING,
        "choose = 3",
        "choose = 9",
        "offering.kinds[productive_gp].choose",
        "expected at most 8, its number of modules, found 9",
    ),
    "more places than there may be": Broken(
        OFFERING,
        "places = 16\nmost",
        "places = 17\nmost",
        "offering.kinds[productive_gp].places",
        "expected at most most_places (16), found 17",
    ),
    "places for money": Broken(
        OFFERING,
        "by_request = true",
        "by_request = true\nplaces = 4",
        "offering.kinds[section_96].places",
        "expected none, as it is asked for by request, found 4",
    ),
    "a sign that is neither a domain nor an indicator": Broken(
        RESPONSE,
        '"gps_55_plus_percent"',
        '"grey_hair"',
        "response.causes[succession].shows[2]",
        "expected the id of a domain or an indicator",
    ),
    "help that nobody offers": Broken(
        RESPONSE,
        'kinds = ["business_advice", "peer_support"]',
        'kinds = ["prayer"]',
        "response.causes[succession].kinds[1]",
        "expected the id of a kind of offer (productive_gp",
    ),
    "a role twice": Broken(
        RESPONSE, 'id = "lmc"', 'id = "area"', "response.roles[area].id", "used once"
    ),
}
