"""What the sign-in library's mistakes are called in our words."""

from __future__ import annotations

ACCOUNT = {
    "account_inactive": "This account may not sign in any more.",
    "email_password_mismatch": "The e-mail address or the password is not right",
    "enter_current_password": "This is not your current password",
    "incorrect_code": "This code is not right",
    "incorrect_password": "This is not your password",
    "invalid_login": "The e-mail address or the password is not right",
    "invalid_or_expired_key": "This link is no longer good",
    "invalid_password_reset": "This link is no longer good: ask for another",
    "rate_limited": "There were too many attempts. Wait a few minutes and try again",
    "too_many_login_attempts": (
        "There were too many attempts to sign in with this address. "
        "Wait 15 minutes, or set a new password"
    ),
}
MFA = {
    "cannot_delete_authenticator": "This second factor cannot be removed",
    "cannot_generate_recovery_codes": "Add an app or a passkey first",
    "incorrect_code": "This code is not right, or it was used before",
}
PROVIDER = {
    "connected_other": "This sign-in belongs to another account here",
    "invalid_token": "The provider's answer could not be used",
    "no_password": "Set a password first: without this sign-in you could not come back",
}
