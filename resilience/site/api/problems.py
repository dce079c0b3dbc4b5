"""What the API says when it cannot answer: RFC 9457's problem details, in plain words."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from ninja import Schema

CONTENT_TYPE = "application/problem+json"


class Problem(Schema):
    """Why there is no answer: `detail` says what is wrong, where, and how to mend it."""

    title: str
    status: int
    detail: str


class Refused(Exception):
    """Raised wherever a request cannot be answered."""

    def __init__(self, detail: str, status: int = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status


def told(request: HttpRequest, refused: Refused) -> JsonResponse:
    """The answer that tells of it."""
    status = HTTPStatus(refused.status)
    problem = Problem(title=status.phrase, status=status, detail=refused.detail)
    return JsonResponse(problem.model_dump(), status=status, content_type=CONTENT_TYPE)


def not_found(what: str, given: str, where: str) -> Refused:
    return Refused(f"There is no {what} '{given}'. {where} lists them.", HTTPStatus.NOT_FOUND)
