"""One fault at a time in a pack's questionnaire."""

from __future__ import annotations

from tests.programmes.broken import Broken

FILE = "questionnaire.toml"
LEARNING = "questionnaire.parts[safety].questions[safety_learning]"
QUESTIONNAIRE = {
    "a core question that misses a number of points": Broken(
        FILE,
        'value = "written", points = 1',
        'value = "written", points = 0',
        f"{LEARNING}.choices",
        "expected every whole number of points from 0 to the most, found 3, 2, 0, 0",
    ),
    "a choice without points": Broken(
        FILE,
        'value = "written", points = 1, ',
        'value = "written", ',
        f"{LEARNING}.choices",
        "expected points in each choice or in none, found them in 3 of 4",
    ),
    "points after an answer that not everybody gives": Broken(
        FILE,
        'value = "half_hour", label = "Less than half an hour" },\n'
        '  { value = "hour", label = "Half an hour to an hour" },\n'
        '  { value = "more", ',
        'value = "half_hour", points = 2, label = "Less than half an hour" },\n'
        '  { value = "hour", points = 1, label = "Half an hour to an hour" },\n'
        '  { value = "more", points = 0, ',
        "questionnaire.parts[efficiency].questions[efficiency_hours].choices",
        "required and asked of everybody, found them in another",
    ),
    "a band that ends before the one before it": Broken(
        FILE,
        "below_percent = 70",
        "below_percent = 30",
        "questionnaire.bands[watch].below_percent",
        "expected more than 40, where the band before ends, found 30",
    ),
    "no band for the most points": Broken(
        FILE,
        'id = "steady"\n',
        'id = "steady"\nbelow_percent = 100\n',
        "questionnaire.bands[steady].below_percent",
        "expected in every band but the last",
    ),
    "a first step for an answer that nobody gives": Broken(
        FILE,
        'answers = ["written", "depends"]',
        'answers = ["written", "sometimes"]',
        "questionnaire.suggestions[talk_of_events].answers[2]",
        "expected one of checked, changed, written, depends, found “sometimes”",
    ),
    "a first step that leads to help that is not on the menu": Broken(
        FILE,
        'menu = ["coaching"]',
        'menu = ["training"]',
        "questionnaire.suggestions[talk_of_events].menu[1]",
        "found “training”",
    ),
    "a first step that nothing brings": Broken(
        FILE,
        'question = "safety_learning"\nanswers = ["written", "depends"]\n',
        "",
        "questionnaire.suggestions[talk_of_events]",
        "expected either a question with answers or a domain with bands",
    ),
    "a question after an answer that comes later": Broken(
        FILE,
        'only_if = { question = "safety_results", answer = "unsure" }',
        'only_if = { question = "finance_trend", answer = "short" }',
        "questionnaire.parts[safety].questions[safety_waiting].only_if.question",
        "earlier question",
    ),
}
