"""One fault at a time in a pack's menu, in its forms and in how help is asked for."""

from __future__ import annotations

from tests.programmes.broken import Broken
from tests.programmes.broken_dashboard import DASHBOARD
from tests.programmes.broken_money import MONEY

QUESTIONS = "forms[referral].parts[{}].questions"
OF_FORMS = {
    "a kind of support used twice": Broken(
        "menu.toml", 'id = "other"', 'id = "diagnostic"', "menu[diagnostic].id", "again"
    ),
    "a kind of support offered nowhere": Broken(
        "menu.toml",
        'offered = ["menu", "referral", "agreement"]',
        "offered = []",
        "menu[rapid_intervention].offered",
        "expected at least 1 in the list",
    ),
    "a place nobody knows": Broken(
        "menu.toml",
        'offered = ["agreement"]',
        'offered = ["shop"]',
        "menu[personal_resilience].offered[1]",
        "expected 'menu', 'referral' or 'agreement', found “shop”",
    ),
    "a form used twice": Broken(
        "forms.toml", 'id = "one_sheet"', 'id = "referral"', "forms[referral].id", "again"
    ),
    "a part used twice": Broken(
        "forms.toml", 'id = "past"', 'id = "support"', "forms[referral].parts[support].id", "again"
    ),
    "a question used twice": Broken(
        "forms.toml",
        'id = "support_needed"',
        'id = "list_size"',
        f"{QUESTIONS.format('case')}[list_size].id",
        "expected an id used once, found “list_size” again; rename one",
    ),
    "a question of a kind nobody knows": Broken(
        "forms.toml",
        'kind = "email"',
        'kind = "letter"',
        f"{QUESTIONS.format('contact')}[practice_lead_email].kind",
        "found “letter”",
    ),
    "a condition on a question that comes later": Broken(
        "forms.toml",
        'only_if = { question = "is_group", answer = "no" }',
        'only_if = { question = "had_resilience", answer = "no" }',
        f"{QUESTIONS.format('practice')}[list_size].only_if.question",
        "earlier question with answers to choose from (is_group), found “had_resilience”",
    ),
    "a condition on an answer nobody can give": Broken(
        "forms.toml",
        'only_if = { question = "is_group", answer = "no" }',
        'only_if = { question = "is_group", answer = "maybe" }',
        f"{QUESTIONS.format('practice')}[list_size].only_if.answer",
        "expected an answer of is_group (yes, no), found “maybe”",
    ),
    "choices from nowhere": Broken(
        "forms.toml",
        'choices_from = "menu"',
        'choices_from = "shop"',
        f"{QUESTIONS.format('support')}[categories].choices_from",
        "expected 'menu', found “shop”",
    ),
    "a question without its choices": Broken(
        "forms.toml",
        'choices_from = "menu"\n',
        "",
        f"{QUESTIONS.format('support')}[categories].choices",
        "expected choices or choices_from, found neither; add one",
    ),
    "choices for a question answered in words": Broken(
        "forms.toml",
        'kind = "phone"',
        'kind = "phone"\nchoices_from = "menu"',
        f"{QUESTIONS.format('contact')}[practice_lead_telephone].choices_from",
        "a question of the kind choice or choices, found it in one of the kind phone",
    ),
    "a choice used twice": Broken(
        "forms.toml",
        'value = "medium"',
        'value = "high"',
        "forms[support].parts[statement].questions[priority].choices[2].value",
        "found “high” again",
    ),
    "a limit of words on a telephone number": Broken(
        "forms.toml",
        'kind = "phone"',
        'kind = "phone"\nmax_words = 3',
        f"{QUESTIONS.format('contact')}[practice_lead_telephone].max_words",
        "expected only in a question of the kind words",
    ),
    "words without a limit": Broken(
        "forms.toml",
        "max_words = 200\n",
        "",
        f"{QUESTIONS.format('case')}[issues].max_words",
        "is missing; say how many words there may be",
    ),
    "a year that is none": Broken(
        "forms.toml",
        'years = ["2014-15"',
        'years = ["2014/15"',
        f"{QUESTIONS.format('past')}[peer_support_years].years[1]",
        "found “2014/15”",
    ),
    "a required question that does not say what is missing": Broken(
        "forms.toml",
        'missing = "Enter the name of the practice lead"\n',
        "",
        f"{QUESTIONS.format('contact')}[practice_lead_name].missing",
        "say what is to be entered",
    ),
    "a file that must be there": Broken(
        "forms.toml",
        'kind = "files"',
        'kind = "files"\nrequired = true\nmissing = "Attach a file"',
        f"{QUESTIONS.format('attachments')}[files].required",
        "expected false, as a request never needs a file",
    ),
    "practices that include nobody's code": Broken(
        "forms.toml",
        'includes = "practice_code"',
        'includes = "practice_cod"',
        f"{QUESTIONS.format('practice')}[practices].includes",
        "found “practice_cod”; correct it or leave it out",
    ),
    "a team of a level this structure does not have": Broken(
        "asking.toml",
        'team_level = "dco"',
        'team_level = "icb"',
        "asking.team_level",
        "expected a level of this pack (region, dco, ccg), found “icb”",
    ),
    "a step by a clock nobody knows": Broken(
        "asking.toml",
        'clock = "respond"',
        'clock = "answer"',
        "asking.steps[4].clock",
        "expected the id of a clock (acknowledge, respond, look), found “answer”",
    ),
    "a signpost to no address": Broken(
        "asking.toml",
        'address = "https://www.gphealth.nhs.uk/"',
        'address = "javascript:alert(1)"',
        "asking.signposts[1].address",
        "found “javascript:alert(1)”",
    ),
    "a progress report by a form nobody knows": Broken(
        "delivering.toml",
        "report_ahead_days = 14",
        'report_ahead_days = 14\nreport_form = "weekly"',
        "delivering.report_form",
        "found “weekly”; correct it or add the form",
    ),
    "a word for an objective used twice": Broken(
        "delivering.toml",
        'id = "partly"',
        'id = "not_reached"',
        "delivering.reached[not_reached].id",
        "again",
    ),
}
FORMS = OF_FORMS | MONEY | DASHBOARD
