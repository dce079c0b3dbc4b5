"""People who are told things, and the mail server that is to bring them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from resilience.accounts.models import User
from tests.accounts.people import person
from tests.notices.post import PostOffice


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """A mail server that takes everything."""
    office = PostOffice()
    office.open()
    yield office
    office.close()


@pytest.fixture
def by_post(settings, post: PostOffice) -> PostOffice:
    """The same, which this process sends to."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
    settings.ADDRESS = "https://resilience.example.nhs.uk"
    return post


@pytest.fixture
def ada(db) -> User:
    return person("ada@example.org", password=None)


@pytest.fixture
def ben(db) -> User:
    return person("ben@example.org", name="Ben Reed", password=None)


@pytest.fixture
def said() -> list[str]:
    """What a job had to say."""
    return []


@pytest.fixture
def works(said: list[str]) -> Callable[[], bool]:
    """Do every job once; whether all was well."""
    from threading import Event

    from resilience.site.working import work_once

    return lambda: work_once(Event(), said.append)
