"""What an administrator's pages list, always narrowed to what the reader manages."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from resilience.accounts.models import Invitation, Membership, NamedReader, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, Role, roles_at
from resilience.accounts.rules import why_not_invite, why_not_manage
from resilience.accounts.sessions import sessions_of
from resilience.organisations.models import Organisation

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
OPEN = Q(accepted__isnull=True, withdrawn__isnull=True)


def organisations_managed(reader: Reader) -> QuerySet[Organisation]:
    """Those whose people a reader manages, by name, with how many `people` and open `invitations`
    each has."""
    in_force = Q(memberships__starts__lte=reader.day, memberships__ends__gt=reader.day)
    still_open = Q(  # with an id, as where nobody was invited the rest is null too
        invitations__id__gt=0, invitations__accepted=None, invitations__withdrawn=None
    )
    return (
        reader.may_at(Right.MANAGE_PEOPLE)
        .annotate(
            people=Count("memberships__user", filter=in_force, distinct=True),
            invited=Count("invitations", filter=still_open, distinct=True),
        )
        .order_by("name", "code")
    )


def managed(reader: Reader, code: str) -> Organisation:
    """The organisation with a code, if the reader manages its people; else as if it were not
    there."""
    found = Organisation.objects.filter(code=code.upper()).first()
    if found is None or why_not_manage(reader, found):
        raise Http404
    return found


def invitable(reader: Reader, code: str) -> Organisation:
    """The same, or one whose first administrator the reader may bring."""
    found = Organisation.objects.filter(code=code.upper()).first()
    if found is None or why_not_invite(reader, found, Role.ADMINISTRATOR):
        raise Http404
    return found


def roles_to_give(reader: Reader, organisation: Organisation) -> list[Role]:
    """The roles a reader may give there: all that are held there, or only the first one's."""
    return [
        role
        for role in roles_at(organisation.kind)
        if not why_not_invite(reader, organisation, role)
    ]


def people_of(organisation: Organisation, reader: Reader) -> QuerySet[Membership]:
    """Who acts for an organisation, or will; each with `second_factor`."""
    return (
        _memberships(organisation)
        .filter(ends__gt=reader.day)
        .annotate(second_factor=Exists(_factors()))
        .order_by("user__name", "role", "starts")
    )


def people_before(organisation: Organisation, reader: Reader) -> QuerySet[Membership]:
    """Who acted for an organisation, the latest first."""
    return _memberships(organisation).filter(ends__lte=reader.day).order_by("-ends", "user__name")


def people_within(reader: Reader) -> QuerySet[User]:
    """Everybody who acts for an organisation that the reader manages, but the reader."""
    acting = Membership.objects.filter(
        organisation__in=reader.may(Right.MANAGE_PEOPLE).organisations, ends__gt=reader.day
    )
    found = User.objects.filter(pk__in=acting.values("user"), is_active=True)
    return found.exclude(email=reader.user.get_username()).order_by("name", "email")


def invitations_of(organisation: Organisation, *, still_open: bool) -> QuerySet[Invitation]:
    """Offers not taken up yet, good or run out; or those that are settled; the latest first."""
    found = Invitation.objects.filter(organisation=organisation)
    found = found.filter(OPEN) if still_open else found.exclude(OPEN)
    return found.order_by("-sent", "-pk")


def signed_in_now(
    organisation: Organisation, reader: Reader
) -> list[tuple[User, list[UserSession]]]:
    """The people of an organisation who are signed in at present, and their sessions."""
    people = User.objects.filter(
        memberships__organisation=organisation,
        memberships__starts__lte=reader.day,
        memberships__ends__gt=reader.day,
        usersession__isnull=False,
    )
    found = ((user, sessions_of(user)) for user in people.distinct().order_by("name"))
    return [(user, sessions) for user, sessions in found if sessions]


def readings_named(reader: Reader) -> QuerySet[NamedReader]:
    """The named readers of restricted records within the reach of who names them."""
    scope = reader.may(Right.NAME_READERS)
    found = NamedReader.objects.filter(scope.within("organisation"), ends__gt=reader.day)
    return found.select_related("user", "organisation").order_by(
        "organisation__name", "subject", "user__name"
    )


def _memberships(organisation: Organisation) -> QuerySet[Membership]:
    return Membership.objects.filter(organisation=organisation).select_related(
        "user", "organisation"
    )


def _factors() -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=OuterRef("user"), type__in=FACTORS)
