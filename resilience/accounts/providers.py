"""Outside providers of identities, configured from the environment (docs/sign-in.md).

RESILIENCE_OIDC names them ("nhsmail cis2"); each has, under RESILIENCE_OIDC_<NAME>_:
ISSUER, CLIENT_ID, CLIENT_SECRET, ASSURANCE, and if wanted TITLE, SCOPES, ACR_VALUES and
VERIFIED_DOMAINS.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from resilience.accounts.assurance import Condition

HERE = {"localhost", "127.0.0.1"}


def providers(env: environ.Env) -> list[dict[str, Any]]:
    """The configured providers, as the sign-in library wants them; one message if one is wrong."""
    return [_provider(env, name) for name in env.list("RESILIENCE_OIDC", default=[])]


def origins(configured: list[dict[str, Any]]) -> list[str]:
    """Where a form of ours may lead: the providers' sign-in pages."""
    issuers = [urlsplit(one["settings"]["server_url"]) for one in configured]
    return sorted({f"{issuer.scheme}://{issuer.netloc}" for issuer in issuers})


def _provider(env: environ.Env, name: str) -> dict[str, Any]:
    prefix = f"RESILIENCE_OIDC_{name.upper().replace('-', '_')}_"
    asked = {part: env.str(prefix + part, default="") for part in NEEDED}
    for part, words in NEEDED.items():
        if not asked[part]:
            raise ImproperlyConfigured(f"{prefix}{part} is not set: {words} (docs/sign-in.md).")
    issuer = urlsplit(asked["ISSUER"])
    if issuer.scheme != "https" and issuer.hostname not in HERE:
        raise ImproperlyConfigured(f"{prefix}ISSUER must start with https://.")
    conditions = asked["ASSURANCE"].split()
    for condition in conditions:
        try:
            Condition.read(condition)
        except ValueError as error:
            raise ImproperlyConfigured(f"{prefix}ASSURANCE: {error} (docs/sign-in.md).") from error
    acr_values = env.str(prefix + "ACR_VALUES", default="")
    return {
        "provider_id": name.lower(),
        "name": env.str(prefix + "TITLE", default=name),
        "client_id": asked["CLIENT_ID"],
        "secret": asked["CLIENT_SECRET"],
        "settings": {
            "server_url": asked["ISSUER"].rstrip("/"),
            "assurance": conditions,
            "verified_domains": env.list(prefix + "VERIFIED_DOMAINS", default=[]),
            "scope": env.str(prefix + "SCOPES", default="openid profile email").split(),
            "auth_params": {"acr_values": acr_values} if acr_values else {},
            "oauth_pkce_enabled": True,
        },
    }


NEEDED = {
    "ISSUER": "the address of the provider, as its tokens name it",
    "CLIENT_ID": "the id under which the provider knows this installation",
    "CLIENT_SECRET": "the secret that goes with the id",
    "ASSURANCE": "what its tokens must say of how a person signed in, such as amr=mfa",
}
