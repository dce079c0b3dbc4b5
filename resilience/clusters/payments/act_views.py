"""Pages of acts on the money of a cluster: what is shut is told before anything is filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.clusters.models import ClusterPlan
from resilience.clusters.payments import approving, letting_go, promising, settling
from resilience.clusters.payments.addressed import Of, plan_at
from resilience.clusters.payments.forms import (
    ApprovePart,
    LetGo,
    OfTheMoney,
    PayPart,
    PromiseMoney,
    Recover,
    TakeBack,
)
from resilience.clusters.payments.rules import why_not_open, why_not_pay
from resilience.clusters.payments.shown import Shown
from resilience.clusters.payments.standing import version_of
from resilience.funding.actions.correcting import right_to_reverse
from resilience.funding.books.bearing import settled
from resilience.funding.models import Entry

MANY = ("practices", "grants")
TOLD = "The practices are told."


def acting(right: Right) -> Callable[[Any], Any]:
    """Around a view that takes a form from those who have a right."""

    def around(view: Any) -> Any:
        methods = require_http_methods(["GET", "HEAD", "POST"])
        return opened_to(may(right))(
            sensitive_post_parameters()(keeps_what_was_typed(methods(view)))
        )

    return around


def _at(
    request: HttpRequest, right: Right, address: tuple[str, str, int, int]
) -> tuple[Of, ClusterPlan, Shown]:
    """The plan that an address names; 404 for who has not the right over its area."""
    reader = reader_of(request)
    of, plan = plan_at(reader, *address)
    if not reader.may(right).holds(of.cluster.area):
        raise Http404
    return of, plan, Shown(of, reader)


def _begun(request: HttpRequest, of: Of, **told: Any) -> dict[str, Any]:
    """What a form begins with: the state of the money, and what was typed before one was signed
    out."""
    held = held_form(request)
    many = {name: held.getlist(name) for name in MANY if name in held} if held else {}
    return {"seen": of.version} | told | (held.dict() if held else {}) | many


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(
    request: HttpRequest,
    of: Of,
    plan: ClusterPlan,
    form: OfTheMoney | None,
    template: str,
    *,
    act: Callable[..., Any],
    done: str,
    why_not: str = "",
    told: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponseBase:
    """The page of an act: what was filled in is done and said, or shown again with why not."""
    if form is not None and form.is_valid():
        by = reader_of(request)
        try:
            act(by=by, plan=plan, at=timezone.now(), **(form.told | (told or {})))
        except Refused as refused:
            form.refused(refused, version_of(of.cluster))
        else:
            messages.success(request, done)
            return redirect("clusters:plan_money", *of.here, plan.number)
    context |= {"of": of, "plan": plan, "form": form, "why_not": why_not}
    return render(request, f"clusters/payments_{template}.html", context)


@acting(Right.COMMIT_MONEY)
def promise(
    request: HttpRequest, programme: str, code: str, number: int, plan: int
) -> HttpResponseBase:
    """Promise the money to every practice of the cluster."""
    address = programme, code, number, plan
    of, of_plan, shown = _at(request, Right.COMMIT_MONEY, address)
    why_not = shown.why_no_promise
    if not why_not and not shown.to_promise:
        why_not = "Every practice of the cluster is promised every part already."
    if not why_not and not shown.pots:
        why_not = "You hold no money of this year for the area of the cluster."
    form = None
    if not why_not:
        begin = _begun(request, of)
        form = PromiseMoney(
            _posted(request), pots=shown.pots, lacking=shown.to_promise, initial=begin
        )
    return _page(
        request,
        of,
        of_plan,
        form,
        "promise",
        act=promising.promise,
        done=f"The money is promised. {TOLD}",
        why_not=why_not,
        shown=shown,
    )


@acting(Right.APPROVE_INVOICES)
def approve(
    request: HttpRequest, programme: str, code: str, number: int, plan: int, part: int
) -> HttpResponseBase:
    """Approve a part for the practices of the cluster, once its plan has reached it."""
    address = programme, code, number, plan
    of, of_plan, shown = _at(request, Right.APPROVE_INVOICES, address)
    one = of.part(part)
    shares = [share for share in shown.shares if share.part.number == part]
    why_not = why_not_open(of_plan, one, shares) or shown.why_not_theirs(shares)
    open_ = [share for share in shares if share.to_approve]
    form = None
    if not why_not:
        form = ApprovePart(_posted(request), shares=open_, initial=_begun(request, of))
    return _page(
        request,
        of,
        of_plan,
        form,
        "approve",
        act=approving.approve,
        done=f"“{one.of.title}” is approved. {TOLD}",
        why_not=why_not,
        told={"part": part},
        part=next(each for each in shown.parts if each.part.number == part),
        pence=sum(share.not_approved for share in open_),
        open=open_,
    )


@acting(Right.KEEP_BOOKS)
def pay(
    request: HttpRequest, programme: str, code: str, number: int, plan: int, part: int
) -> HttpResponseBase:
    """Record what finance paid of a part."""
    of, of_plan, shown = _at(request, Right.KEEP_BOOKS, (programme, code, number, plan))
    one = of.part(part)
    shares = [share for share in shown.shares if share.part.number == part]
    why_not = why_not_pay(one, shares)
    open_ = [share for share in shares if share.not_paid]
    form = None
    if not why_not:
        begin = _begun(request, of, code=open_[0].grant.commitment.code)
        form = PayPart(_posted(request), pack=of.pack, shares=open_, initial=begin)
    return _page(
        request,
        of,
        of_plan,
        form,
        "pay",
        act=settling.pay,
        done=f"It is recorded. {TOLD}",
        why_not=why_not,
        told={"part": part},
        part=one,
        open=open_,
    )


@acting(Right.KEEP_BOOKS)
def recover(
    request: HttpRequest, programme: str, code: str, number: int, plan: int, entry: int
) -> HttpResponseBase:
    """Record what came back of what was paid to a practice."""
    of, of_plan, shown = _at(request, Right.KEEP_BOOKS, (programme, code, number, plan))
    invoice = _entry(of_plan, shown, entry)
    if invoice.kind != Entry.Kind.INVOICE:
        raise Http404
    so_far = settled(invoice)
    out = so_far.paid - so_far.back
    form = None
    if out > 0 and invoice.commitment:
        begin = _begun(request, of, pence=out, code=invoice.commitment.code)
        form = Recover(_posted(request), pack=of.pack, initial=begin)
    return _page(
        request,
        of,
        of_plan,
        form,
        "recover",
        act=settling.recover,
        done="It is recorded. The practice is told.",
        why_not="" if form else "Nothing that was paid of this is still with the practice.",
        told={"invoice": invoice},
        entry=invoice,
        out=out,
    )


@acting(Right.COMMIT_MONEY)
def let_go(
    request: HttpRequest, programme: str, code: str, number: int, plan: int
) -> HttpResponseBase:
    """Let go what will not be paid."""
    of, of_plan, shown = _at(request, Right.COMMIT_MONEY, (programme, code, number, plan))
    shares = [one for one in shown.shares if one.not_approved]
    form = None
    if shares:
        chosen = [str(one.grant.pk) for one in shown.to_let_go]
        begin = _begun(request, of, grants=list(dict.fromkeys(chosen)))
        form = LetGo(_posted(request), shares=shares, initial=begin)
    return _page(
        request,
        of,
        of_plan,
        form,
        "let_go",
        act=letting_go.let_go,
        done=f"The money is free again. {TOLD}",
        why_not="" if form else "Nothing is promised that is not approved.",
    )


@opened_to(sees(Tier.COMMISSIONER))
@sensitive_post_parameters()
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(
    request: HttpRequest, programme: str, code: str, number: int, plan: int, entry: int
) -> HttpResponseBase:
    """Take an entry of the books back by another."""
    reader = reader_of(request)
    of, of_plan = plan_at(reader, programme, code, number, plan)
    found = _entry(of_plan, Shown(of, reader), entry)
    right, over = right_to_reverse(found)
    if not reader.may(right).holds(over):
        raise Http404
    done = found.reverses_id is not None or hasattr(found, "reversed_by")
    form = None if done else TakeBack(_posted(request), initial=_begun(request, of))
    return _page(
        request,
        of,
        of_plan,
        form,
        "take_back",
        act=letting_go.take_back,
        done="The entry is taken back, and both stay in the books.",
        why_not="It was taken back, or takes another back itself." if done else "",
        told={"entry": found},
        entry=found,
    )


def _entry(plan: ClusterPlan, shown: Shown, key: int) -> Entry:
    """An entry of the money of a plan, of a practice that the reader sees; else 404."""
    seen = {one.grant.commitment_id for one in shown.shares}
    related = ("commitment__organisation", "pot__holder", "stage", "reversed_by")
    found = Entry.objects.filter(commitment__in=seen, commitment__grant__plan=plan)
    return get_object_or_404(found.select_related(*related), pk=key)
