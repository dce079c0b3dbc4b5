"""The forms of signing in, in our words: the library's own, labelled for the NHS look."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from resilience.accounts.models import User

RULE = (
    "At least 12 characters. Three or four words that have nothing to do with each other are "
    "good. Common passwords, and ones like your name or address, are turned down."
)
CODE = "The six digits your app shows now. You may type a recovery code instead."

Words = dict[str, tuple[str, str, str]]
"""By field: its label, its hint, and what is said where it is left empty."""


class Worded(forms.BaseForm):
    """A form of the library with our words for its fields."""

    words: ClassVar[Words] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, missing) in self.words.items():
            if field := self.fields.get(name):
                field.label, field.help_text = label, hint
                field.error_messages["required"] = missing


EMAIL = ("E-mail address", "", "Enter your e-mail address")
PASSWORD = ("Password", "", "Enter your password")
NEW = ("New password", RULE, "Enter a new password")
AGAIN = ("The new password again", "", "Enter the new password again")


class SignIn(Worded, account.LoginForm):
    words: ClassVar[Words] = {"login": EMAIL, "password": PASSWORD}


class Confirm(Worded, account.ReauthenticateForm):
    words: ClassVar[Words] = {"password": PASSWORD}


class ChangePassword(Worded, account.ChangePasswordForm):
    words: ClassVar[Words] = {
        "oldpassword": ("Current password", "", "Enter your current password"),
        "password1": NEW,
        "password2": AGAIN,
    }


class SetPassword(Worded, account.SetPasswordForm):
    words: ClassVar[Words] = {"password1": NEW, "password2": AGAIN}


class AskForReset(Worded, account.ResetPasswordForm):
    words: ClassVar[Words] = {"email": EMAIL}


class ResetPassword(Worded, account.ResetPasswordKeyForm):
    words: ClassVar[Words] = {"password1": NEW, "password2": AGAIN}


class Code(Worded, mfa.AuthenticateForm):
    words: ClassVar[Words] = {"code": ("Code", CODE, "Enter the code")}


class ConfirmByCode(Worded, mfa.ReauthenticateForm):
    words: ClassVar[Words] = {"code": ("Code", CODE, "Enter the code")}


class AddApp(Worded, totp.ActivateTOTPForm):
    words: ClassVar[Words] = {
        "code": ("Code from the app", "Six digits, new every half minute.", "Enter the code")
    }


class AddPasskey(Worded, webauthn.AddWebAuthnForm):
    words: ClassVar[Words] = {
        "name": ("A name for it", "So that you can tell your passkeys apart.", ""),
        "passwordless": (
            "Sign in with it alone, without my password",
            "The device then asks for your fingerprint, your face or its PIN.",
            "",
        ),
    }


class RenamePasskey(Worded, webauthn.EditWebAuthnForm):
    words: ClassVar[Words] = {"name": ("Its name", "", "Enter a name")}


class Join(Worded, account.PasswordVerificationMixin, forms.Form):
    """Name and password of somebody who was invited."""

    name = forms.CharField(max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    password1 = account.SetPasswordField()
    password2 = account.PasswordField(autocomplete="new-password")
    words: ClassVar[Words] = {
        "name": ("Your name", "As colleagues know you.", "Enter your name"),
        "password1": ("Password", RULE, "Enter a password"),
        "password2": ("The password again", "", "Enter the password again"),
    }

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # So that the password is held against what will be known of the person.
        password = cast(account.SetPasswordField, self.fields["password1"])
        password.user = User(email=email, name=self.data.get("name", ""))
