"""One fault at a time in what a pack says of itself, its criteria and its signal."""

from __future__ import annotations

from tests.programmes.broken import Broken

GC11 = 'indicator = "qof_points_percent"\nthreshold = 80'
RULES = {
    "a line that is no TOML": Broken(
        "criteria.toml",
        'id = "GC4"',
        'id "GC4"',
        "id",
        "expected TOML, found “id \"GC4\"” (Expected '=' after a key in a key/value pair)",
    ),
    "a field given twice": Broken(
        "criteria.toml", 'id = "GC4"\n', 'id = "GC4"\nid = "GC4"\n', "id", "Cannot overwrite"
    ),
    "a field nobody knows": Broken(
        "criteria.toml",
        GC11 + "\ninclusive",
        GC11 + "\ninclusve",
        "criteria[GC11].rule.inclusve",
        "found a field of its own; write inclusive",
    ),
    "a field in the wrong table": Broken(
        "criteria.toml", 'id = "GC8"', 'id = "GC8"\ntail = "low"', "criteria[GC8].tail", "move it"
    ),
    "a field nobody knows at the top": Broken(
        "programme.toml", "max_age_months", "colour", "colour", "found a field of its own"
    ),
    "a field that is missing": Broken(
        "criteria.toml",
        GC11,
        'indicator = "qof_points_percent"',
        "criteria[GC11].rule.threshold",
        "is missing",
    ),
    "a threshold without its basis": Broken(
        "criteria.toml",
        'basis = "local setting"\ncite = ["GC11", "E27", "G8.6"]',
        'cite = ["GC11"]',
        "criteria[GC11].rule.basis",
        "is missing",
    ),
    "a threshold without its source": Broken(
        "criteria.toml",
        'cite = ["GC11", "E27", "G8.6"]',
        "cite = []",
        "criteria[GC11].rule.cite",
        "expected at least 1 in the list, found a list of 0",
    ),
    "a title that is missing": Broken("programme.toml", "title", "#", "title", "is missing"),
    "a number in quotes": Broken(
        "criteria.toml",
        "threshold = 80",
        'threshold = "eighty"',
        "criteria[GC11].rule.threshold",
        "expected a number, found “eighty”",
    ),
    "a word where a list belongs": Broken(
        "criteria.toml",
        'met_when = ["Inadequate"]',
        'met_when = "Inadequate"',
        "criteria[GC1].rule.met_when",
        "expected a list in square brackets, found “Inadequate”",
    ),
    "a number in a list of texts": Broken(
        "criteria.toml",
        'met_when = ["Inadequate"]',
        "met_when = [\n  1,\n]",
        "criteria[GC1].rule.met_when[1]",
        "expected text in quotes, found 1",
    ),
    "a date in quotes": Broken(
        "programme.toml", "2018-04-01", '"1 April"', "starts", "expected a date such as 2018-04-01"
    ),
    "a share of everybody": Broken(
        "criteria.toml",
        "percent = 5\n",
        "percent = 50\n",
        "criteria[GC4].rule.percent",
        "expected less than 50, found 50",
    ),
    "a threshold that is not a number": Broken(
        "criteria.toml",
        "threshold = 80",
        "threshold = nan",
        "criteria[GC11].rule.threshold",
        "expected a finite number",
    ),
    "a kind nobody knows": Broken(
        "criteria.toml",
        'kind = "reported"',
        'kind = "guessed"',
        "criteria[GC5].kind",
        "found “guessed”",
    ),
    "a basis nobody knows": Broken(
        "criteria.toml",
        'basis = "stated by the programme"',
        'basis = "somebody said"',
        "criteria[GC1].rule.basis",
        "expected 'stated by the programme' or 'local setting', found “somebody said”",
    ),
    "a rule of an unknown type": Broken(
        "criteria.toml",
        'type = "below"',
        'type = "under"',
        "criteria[GC11].rule.type",
        "found “under”",
    ),
    "a rule without a type": Broken(
        "criteria.toml", 'type = "below"', "", "criteria[GC11].rule.type", "is missing"
    ),
    "a flag that is not a simple rule": Broken(
        "criteria.toml",
        '[[criteria.rule.flags]]\ntype = "worst_share"\nindicator = "qof_points_percent"',
        '[[criteria.rule.flags]]\ntype = "count_flags"\nindicator = "qof_points_percent"',
        "criteria[GC7].rule.flags[2].type",
        "found “count_flags”",
    ),
    "a criterion used twice": Broken(
        "criteria.toml",
        'id = "GC5"',
        'id = "GC4"',
        "criteria[GC4].id",
        "expected an id used once, found “GC4” again",
    ),
    "a domain used twice": Broken(
        "programme.toml",
        '[[domains]]\nid = "workforce"',
        '[[domains]]\nid = "safety"\ntitle = "Again"\n[[domains]]\nid = "workforce"',
        "domains[safety].id",
        "found “safety” again; rename one",
    ),
    "a number used twice": Broken(
        "criteria.toml",
        "number = 5",
        "number = 4",
        "criteria[GC5].number",
        "expected 5, its place in the list, found 4",
    ),
    "a domain nobody knows": Broken(
        "criteria.toml",
        'domain = "efficiency"',
        'domain = "thrift"',
        "criteria[GC11].domain",
        "found “thrift”; correct it or add the domain",
    ),
    "a red criterion nobody knows": Broken(
        "signal.toml",
        'red_criteria = ["GC1"]',
        'red_criteria = ["GC1", "GC99"]',
        "signal.overall.red_criteria[2]",
        "found “GC99”; correct or remove it",
    ),
    "a level nobody knows": Broken(
        "programme.toml", '"dco"', '"district"', "structure.levels[2]", "found “district”"
    ),
    "levels upside down": Broken(
        "programme.toml",
        '["region", "dco", "ccg"]',
        '["ccg", "region"]',
        "structure.levels",
        "(region, ccg), found ccg, region",
    ),
    "an area this structure does not have": Broken(
        "criteria.toml",
        'within = "england"',
        'within = "icb"',
        "criteria[GC4].rule.within",
        "expected england or a level of this pack (england, region, dco, ccg), found “icb”",
    ),
    "an end before the start": Broken(
        "programme.toml",
        "ends = 2019-03-31",
        "ends = 2018-03-31",
        "ends",
        "expected a day after starts (2018-04-01), found 2018-03-31",
    ),
    "a rule for what people judge": Broken(
        "criteria.toml",
        'kind = "measured"',
        'kind = "judged"',
        "criteria[GC1].rule",
        "people judge this criterion",
    ),
    "a measured criterion without a rule": Broken(
        "criteria.toml",
        'kind = "judged"',
        'kind = "measured"',
        "criteria[GC3].rule",
        "a measured criterion needs a [criteria.rule]",
    ),
    "more flags asked for than there are": Broken(
        "criteria.toml",
        "at_least = 5\nalso_show = 6",
        "at_least = 9",
        "criteria[GC7].rule.at_least",
        "expected at most 8, the number of flags, found 9",
    ),
    "a second count that is no stricter": Broken(
        "criteria.toml",
        "also_show = 6",
        "also_show = 5",
        "criteria[GC7].rule.also_show",
        "expected more than at_least (5), found 5",
    ),
    "amber above red": Broken(
        "signal.toml",
        "amber_when_met = 1",
        "amber_when_met = 3",
        "signal.overall.amber_when_met",
        "expected fewer than red_when_met (3), found 3",
    ),
    "more known criteria asked for than there are": Broken(
        "signal.toml", "minimum_known = 4", "minimum_known = 17", "signal.minimum_known", "most 16"
    ),
    "a cell with a band nobody knows": Broken(
        "support.toml",
        '["low", "low", "medium", "medium", "medium"]',
        '["low", "low", "medium", "mid", "medium"]',
        "matrix.cells[2][4]",
        "expected the id of a band (low, medium, high), found “mid”",
    ),
    "a row of the matrix that is too short": Broken(
        "support.toml",
        '["low", "low", "medium", "medium", "medium"]',
        '["low", "low", "medium", "medium"]',
        "matrix.cells[2]",
        "expected at least 5 in the list, found a list of 4",
    ),
    "a clock used twice": Broken(
        "support.toml", 'id = "respond"', 'id = "acknowledge"', "clocks[acknowledge].id", "again"
    ),
    "a clock that counts otherwise": Broken(
        "support.toml", '"calendar days"', '"moons"', "clocks[respond].counted", "found “moons”"
    ),
    "a blank nobody fills": Broken(
        "signal.toml",
        "{met} of {known}",
        "{met} of {total}",
        "signal.overall.words.red",
        "expected a sentence whose only braces are {met}",
    ),
    "a limit of approval below the one before": Broken(
        "helping.toml",
        "up_to_pounds = 50000",
        "up_to_pounds = 500",
        "helping.approvals[2].up_to_pounds",
        "expected more than the limit before it (10000), found 500",
    ),
    "a limit on who approves last": Broken(
        "helping.toml",
        'role = "regional_lead"',
        'role = "regional_lead"\nup_to_pounds = 90000',
        "helping.approvals[3].up_to_pounds",
        "expected no limit for the last",
    ),
    "other help for a kind of support nobody offers": Broken(
        "helping.toml",
        'categories = ["change_management", "diagnostic", "coaching"]',
        'categories = ["change_management", "hovercraft", "coaching"]',
        "helping.other_help[time_for_care].categories[2]",
        "found “hovercraft”",
    ),
    "a suggestion of a criterion that is not there": Broken(
        "planning.toml",
        'criterion = "GC16"',
        'criterion = "GC99"',
        "planning.suggestions[appointments].criterion",
        "found “GC99”; correct it",
    ),
}
