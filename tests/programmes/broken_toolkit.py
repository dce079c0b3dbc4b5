"""One fault at a time in what a pack says of its toolkit, its risks and what is shared."""

from __future__ import annotations

from tests.programmes.broken import Broken

FILE = "risks.toml"
TOOLS = "toolkit.toml"
TOOLKIT = {
    "a tool under no theme": Broken(
        TOOLS,
        'theme = "leadership"\ntitle = "Clear who',
        'theme = "courage"\ntitle = "Clear who',
        "toolkit.tools[team_roles].theme",
        "expected the id of a theme (productivity, efficiency, leadership), found “courage”",
    ),
    "a step used twice": Broken(
        TOOLS,
        'id = "tally_again"',
        'id = "tally"',
        "toolkit.tools[quiet_time].steps[tally].id",
        "again",
    ),
    "a tool that helps in no domain there is": Broken(
        TOOLS,
        'helps = ["finance"]',
        'helps = ["fortune"]',
        "toolkit.tools[money_page].helps",
        "expected the id of a domain of the questionnaire",
    ),
    "a scale with a number twice": Broken(
        FILE,
        'value = 2\ntitle = "Unlikely"',
        'value = 3\ntitle = "Unlikely"',
        "risks.likelihoods",
        "expected the values 1 to 5, each once",
    ),
    "no band for the lowest score": Broken(
        FILE,
        "score_at_least = 1\n",
        "score_at_least = 2\n",
        "risks.bands",
        "expected a band from the lowest score, 1, found the lowest at 2",
    ),
    "a feed of a status that names none": Broken(
        FILE,
        'status = "red"\n',
        "",
        "risks.feeds[status_red].status",
        "expected status for a feed of kind “status”",
    ),
    "something never shared with nobody there is": Broken(
        FILE,
        'never = ["practice", "cluster_practices", "lmc"',
        'never = ["practice", "neighbours", "lmc"',
        "risks.shareable[risk_register].never",
        "expected the id of an audience",
    ),
}
