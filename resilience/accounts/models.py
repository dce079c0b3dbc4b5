"""People, for whom they act and until when, and who is invited to."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from resilience.accounts.roles import Role
from resilience.accounts.tiers import Subject
from resilience.organisations.models import Dated, Organisation


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person with an e-mail address; without a password nobody can use one to sign in."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person. `key` is the opaque id by which records of acts name them.

    There is no superuser: whoever may do something holds a membership that says so.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="small_letters")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    @property
    def actor(self) -> str:
        """How the record of acts names this person."""
        return f"person {self.key}"


class Membership(Dated):
    """That a person acts for an organisation in a role over a span of days."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=models.F("ends")), name="member_span")
        ]
        indexes = [models.Index(fields=["user", "starts", "ends"])]

    def __str__(self) -> str:
        return f"{self.get_role_display()} at {self.organisation}"


class NamedReader(Dated):
    """That a person, by name, may read restricted records of one subject within an organisation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="readings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20, choices=Subject.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=models.F("ends")), name="reader_span")
        ]
        indexes = [models.Index(fields=["user", "starts", "ends"])]


class Invitation(models.Model):
    """An offer to act for an organisation, sent to an address; good once, for some days.

    Only a digest of its secret is kept.
    """

    email = models.EmailField(max_length=254)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True)
    sent = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)


class HeldForm(models.Model):
    """What somebody had typed into the form of a page when they were signed out: [name, value]
    pairs, for themselves alone and for a day. Files are not kept, only that there were some."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    fields = models.JSONField()
    files = models.BooleanField()
    held = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "path"], name="held_once")]
