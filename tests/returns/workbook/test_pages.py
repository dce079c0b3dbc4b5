"""An area that works elsewhere uploads its workbook, mends what is told, and lets it stand for the
records."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.returns.figures.sums import Figure, figure
from resilience.returns.filing.content import content_of
from resilience.returns.models import Return, Upload
from resilience.returns.workbook import acts
from resilience.returns.workbook.reading import rows_of
from tests.cases.world import reader
from tests.returns.filing.world import APRIL, PACK, returned

ONE = "/returns/gprp-2018-19/april-2019/"
AT = f"{ONE}Y54/workbook/"


def template_of(client, address: str = f"{AT}template.xlsx") -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content


def changed(content: bytes, **cells) -> bytes:
    """A workbook with something else in cells of its practices."""
    book = load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        book["Practices"][cell] = value
    book["Words"]["B4"] = "Two plans are signed."
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def uploads(client, content: bytes, name: str = "North, April.xlsx"):
    return client.post(AT, {"file": SimpleUploadedFile(name, content)}, follow=True)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def used(client, made: Upload):
    seen = re.search(r'name="seen" value="(\d+)"', text(client.get(f"{AT}{made.pk}/")))[1]
    return client.post(f"{AT}{made.pk}/", {"seen": seen}, follow=True)


def test_the_template_is_filled_from_the_records_and_breaks_no_rule(money, as_, april):
    client = as_("regional")
    told = text(uploads(client, template_of(client)))
    made = Upload.objects.get()
    assert not made.stops
    assert "Nothing stops it" in told
    here = content_of(returned(), PACK, PACK.returns.collection("april-2019"), APRIL.date())
    assert rows_of(made) == here.rows


def test_a_broken_workbook_says_what_is_wrong_with_each_cell(money, as_, april):
    client = as_("regional")
    told = text(uploads(client, changed(template_of(client), E6="soon", N6=-5)))
    made = Upload.objects.get()
    assert made.stops
    assert "2 things to mend" in told
    assert ">E6</th>" in told
    assert "“soon”" in told
    assert "Use this workbook" not in told
    answer = client.get(f"{AT}{made.pk}/?format=csv")
    lines = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert {("yes", "Practices", "E6"), ("yes", "Practices", "N6")} <= {
        (one["stops"], one["sheet"], one["cell"]) for one in lines
    }
    one = returned()
    with pytest.raises(Refused, match="mended first"):
        acts.use(by=reader("regional", APRIL.date()), of=one, seen=0, at=APRIL, made=made)


def test_a_workbook_stands_for_the_records_until_it_is_dropped(money, as_, april):
    client = as_("regional")
    content = changed(template_of(client), N6=2_000.10)
    uploads(client, content)
    made = Upload.objects.get()
    told = text(used(client, made))
    assert "The figures of the return are now those of the workbook." in told
    one = Return.objects.get(area__code="Y54", collection="april-2019")
    assert one.words["progress"] == "Two plans are signed."
    here = content_of(one, PACK, PACK.returns.collection("april-2019"), APRIL.date())
    assert figure(here.rows, "paid") == Figure(200_010)
    assert "£2,000.10" in text(client.get(f"{ONE}Y54/figures/"))
    assert bytes(client.get(f"{AT}{made.pk}/file/").content) == content
    seen = re.search(r'name="seen" value="(\d+)"', text(client.get(f"{AT}records/")))[1]
    client.post(f"{AT}records/", {"seen": seen})
    one.refresh_from_db()
    assert one.upload is None
    assert "£1,500" in text(client.get(f"{ONE}Y54/figures/"))
    acts_done = Event.objects.filter(act__startswith="returns.").values_list("act", flat=True)
    assert {"returns.uploaded", "returns.workbook_used", "returns.workbook_dropped"} <= set(
        acts_done
    )


def test_words_that_are_written_here_stay_when_a_workbook_has_others(money, as_, april):
    one = returned()
    one.words = {"progress": "Ours."}
    one.save()
    client = as_("regional")
    uploads(client, changed(template_of(client)))
    used(client, Upload.objects.get())
    one.refresh_from_db()
    assert one.words["progress"] == "Ours."


def test_who_looked_at_an_older_version_is_told(money, as_, april):
    client = as_("regional")
    uploads(client, template_of(client))
    made = Upload.objects.get()
    Return.objects.filter(pk=made.of_id).update(version=7)
    answer = client.post(f"{AT}{made.pk}/", {"seen": "0"})
    assert "Somebody changed this return" in text(answer)
    assert Return.objects.get(pk=made.of_id).upload is None


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04 nothing"])
def test_what_is_no_workbook_is_refused_on_the_page(content, world, as_, april):
    answer = uploads(as_("regional"), content, "<b>x</b>.xlsx")
    assert answer.status_code == 200
    assert "There is a problem" in text(answer)
    assert "<b>x" not in text(answer)
    assert not Upload.objects.exists()


def test_only_those_who_send_the_return_upload_it(money, as_, april):
    content = template_of(as_("regional"))
    for who, may_look in (("analyst", True), ("resilience", False), ("board", False)):
        client = as_(who)
        assert client.get(AT).status_code == (200 if may_look else 404), who
        answer = client.post(AT, {"file": SimpleUploadedFile("a.xlsx", content)})
        assert answer.status_code == 404
    assert not Upload.objects.exists()
    assert "Upload and check" not in text(as_("analyst").get(AT))


def test_the_empty_template_is_for_everybody_who_sees_the_return_and_names_no_practice(
    money, as_, april
):
    content = template_of(as_("board"), f"{ONE}template.xlsx")
    told = str(load_workbook(io.BytesIO(content))["Practices"]["B6"].value)
    assert told == "None"
    assert as_("board").get(f"{AT}template.xlsx").status_code == 404
    assert as_("board").get("/returns/gprp-2018-19/nothing/template.xlsx").status_code == 404


def test_an_accepted_return_takes_no_workbook(money, as_, april):
    client = as_("regional")
    content = template_of(client)
    Return.objects.filter(area__code="Y54").update(state=Return.State.ACCEPTED)
    assert "is accepted, so it changes no more" in text(uploads(client, content))
    assert not Upload.objects.exists()
