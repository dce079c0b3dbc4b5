"""Every address, with every method, as every role, inside and outside, against one table."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseNotFound
from django.shortcuts import resolve_url
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from resilience.accounts import limits
from resilience.accounts.models import User
from resilience.accounts.roles import Role
from resilience.organisations.models import Organisation
from resilience.site import urls
from tests.screening.conftest import england_to_show  # noqa: F401
from tests.screening.pages import screened
from tests.site.walk.records import INSIDE, OUTSIDE, records_of
from tests.site.walk.table import Route, names_of_the_site, roles, routes

pytestmark = pytest.mark.django_db
ROUTES = routes()
READ_AND_SENT = ("GET", "POST")
OTHERS = pytest.param(("PUT", "PATCH", "DELETE"), marks=pytest.mark.slow, id="others")


@pytest.fixture(scope="module")
def made(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    england_to_show: Path,  # noqa: F811
) -> Iterator[dict[str, object]]:
    """What addresses name, and everybody's browser: made once, for whatever is done is undone."""
    with (
        django_db_blocker.unblock(),
        override_settings(RESILIENCE_HOME=england_to_show),
        transaction.atomic(),
    ):
        records = records_of(screened(england_to_show))
        for place in (INSIDE, OUTSIDE, {"": ""}):
            for role, code in place.items():
                browser_of(role, code)
        yield records
        transaction.set_rollback(True)
    browser_of.cache_clear()


@pytest.fixture
def world(
    made: dict[str, object],
    settings,
    monkeypatch: pytest.MonkeyPatch,
    england_to_show: Path,  # noqa: F811
) -> dict[str, object]:
    settings.RESILIENCE_HOME = england_to_show
    # Most answers are that there is no such page, and to draw that page is most of the work.
    monkeypatch.setattr(urls, "handler404", lambda *_, **__: HttpResponseNotFound(), raising=False)
    # Each use of a session would be noted in it, for what was noted before was undone.
    monkeypatch.setattr(limits, "SEEN_EVERY", settings.SESSION_ABSOLUTE_SECONDS)
    return made


@cache
def browser_of(role: str, code: str) -> Client:
    """Somebody's browser: who holds a role, or who holds none."""
    person = User.objects.create_user(f"{role}-{code}@example.nhs.uk", name=f"{role} {code}")
    if role:
        organisation = Organisation.objects.get(code=code)
        person.memberships.create(organisation=organisation, role=role, starts=date.min)
    client = Client()
    client.force_login(person)
    client.get("/healthz/")  # from when the session lasts is noted
    return client


def ask(client: Client, method: str, address: str) -> int | str:
    """The status of an answer, or "sign in"; whatever was done is undone."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = client.generic(method, address)
        transaction.set_rollback(True)
    client.cookies = cookies
    if answer.status_code == 302 and answer.url.startswith(resolve_url(settings.LOGIN_URL)):
        return "sign in"
    return answer.status_code


def test_the_table_has_every_address_and_every_role():
    assert {route.name for route in ROUTES} == names_of_the_site()
    assert roles(["everyone"]) == {role.value for role in Role} == set(INSIDE)


@pytest.mark.parametrize("route", ROUTES, ids=str)
@pytest.mark.parametrize("methods", [pytest.param(READ_AND_SENT, id="read-or-sent"), OTHERS])
def test_who_may_open_it(route: Route, methods: tuple[str, ...], world):
    address = route.address.format(**world)
    wrong = []

    def expect(who: str, client: Client, may_open: bool, may_post: bool) -> None:
        for method in methods:
            got = ask(client, method, address)
            if not _as_the_table_says(route, method, got, may_open, may_post):
                wrong.append(f"{who}: {method} {address} answers {got}")

    for place, codes in (("inside", INSIDE), ("outside", OUTSIDE)):
        for role, code in codes.items():
            # What is everyone's is asked by a few.
            if (route.visitors or not route.sure) and role not in (Role.ADMINISTRATOR, "analyst"):
                continue
            opens = role in (route.opens if place == "inside" else route.too)
            posts = opens and role in route.posts
            expect(f"{role} {place}", browser_of(role, code), opens, posts)
    everyones = route.too == roles(["everyone"])
    expect("somebody without a role", browser_of("", ""), everyones, False)
    visitor = Client()
    for method in methods:
        got = ask(visitor, method, address)
        if route.visitors:
            fine = _as_the_table_says(route, method, got, True, False)
        else:
            fine = got == "sign in"
        if not fine:
            wrong.append(f"a visitor: {method} {address} answers {got}")
    assert not wrong, "\n".join(wrong)


def _as_the_table_says(
    route: Route, method: str, got: int | str, may_open: bool, may_post: bool
) -> bool:
    if not may_open:  # 405: whether it is there or not, the address takes no such method
        return got in (404, 405)
    if not route.sure:  # a step of signing in: the sign-in library's own affair, but no error
        return got == "sign in" or int(got) < 500
    if method == "GET":
        return got == 405 if route.form_only else got in (200, 302 if route.leads else 200)
    if method == "POST" and may_post:
        return got == route.taken
    return got in (403, 404, 405)
