"""Version 1 of the API, put together, and its description for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from resilience.site.api import declared, figures, organisations, problems, published
from resilience.site.api.problems import Problem, Refused

ROUTERS = (organisations.router, declared.router, figures.router, published.router)


class Described(NinjaAPI):
    """An API that tells of its operations in the words of their docstrings, and of problems too:
    they have a content type of their own."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        content = {problems.CONTENT_TYPE: {"schema": Problem.model_json_schema()}}
        problem = {"description": "Why there is no answer", "content": content}
        for operations in schema["paths"].values():
            for operation in operations.values():
                summary, _, rest = operation["description"].partition("\n\n")
                operation |= {"summary": summary, "description": " ".join(rest.split())}
                operation["responses"]["default"] = problem
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Described(
    title="GP resilience",
    version="1",
    description="Published facts about general practices in England, each with the release and "
    "line it comes from. Read only; no key is needed.",
    docs_url=None,
    openapi_url=None,  # the library's answers whatever method it is asked by: see `schema`
    urls_namespace="api",
)
for router in ROUTERS:
    for path, view in router.path_operations.items():
        (operation,) = view.operations
        view.add_operation(path, ["HEAD"], operation.view_func, include_in_schema=False)
    api.add_router("", router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, problem: Refused) -> HttpResponse:
    return problems.told(request, problem)


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address under the API's."""
    detail = f"There is nothing at {request.path[:200]}. /api/v1/ says what there is."
    return problems.told(request, Refused(detail, HTTPStatus.NOT_FOUND))


@require_safe
def schema(request: HttpRequest) -> JsonResponse:
    """The description in OpenAPI."""
    return JsonResponse(api.get_openapi_schema(path_prefix="/api/v1/"))


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The operations and their parameters as a page: what openapi.json says, for people."""
    described = api.get_openapi_schema(path_prefix="/api/v1/")
    operations = [
        {"path": path, **operation}
        for path, methods in described["paths"].items()
        for operation in methods.values()
    ]
    return render(request, "site/api.html", {"operations": operations, "about": described["info"]})
