"""Checks of a workbook as a whole: its template, and its figures beside the last return's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resilience.look import words
from resilience.returns.figures.sums import figure
from resilience.returns.filing.differences import differs_much
from resilience.returns.filing.told import told
from resilience.returns.workbook.checks import Check
from resilience.returns.workbook.ground import Ground
from resilience.returns.workbook.reading import Read
from resilience.returns.workbook.shape import TEMPLATE
from resilience.returns.workbook.told import Found, short

AGAIN = "Download the template of this return, and copy your rows into it as values."


def template_old(read: Read, ground: Ground) -> Iterator[Found]:
    said = read.about.get("template_version")
    if said is not None and said != TEMPLATE:
        found = f"Template “{short(said)}”, and the present one is “{TEMPLATE}”"
        yield Found(*read.about_at["template_version"], found, AGAIN)


def template_other(read: Read, ground: Ground) -> Iterator[Found]:
    wanted = {
        "template_programme": ("programme", ground.pack.id),
        "template_collection": ("return", ground.collection.id),
        "template_area": ("area", ground.area.code),
    }
    for name, (called, own) in wanted.items():
        said = read.about.get(name)
        blank = said == "" and name == "template_area"  # the empty template is for every area
        if said is not None and said != own and not blank:
            found = f"The {called} “{short(said)}”, and this is “{own}”"
            yield Found(*read.about_at[name], found, AGAIN)


def no_practice(read: Read, ground: Ground) -> Iterator[Found]:
    if not read.rows.practices and read.practices.sheet:
        mend = "Fill the practices in, unless no team dealt with any."
        yield Found(read.practices.sheet, "", "No row of a practice", mend)


def differs(read: Read, ground: Ground) -> Iterator[Found]:
    if ground.before is None:
        return
    for one in ground.returns.measures:
        was, now = figure(ground.before, one.id), figure(read.rows, one.id)
        if differs_much(was, now, ground.returns.differs_percent):
            found = f"{one.title}: {told(now, one.unit)}, and {told(was, one.unit)} last time"
            mend = "Look if that is so: the return asks you to say why before it is sent."
            yield Found("", "", words.begin(found), mend)


CHECKS: Mapping[str, Check] = {
    "template_old": template_old,
    "template_other": template_other,
    "no_practice": no_practice,
    "differs": differs,
}
