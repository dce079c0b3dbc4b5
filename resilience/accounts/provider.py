"""Signing in at an outside provider, with the checks that OpenID Connect leaves to us.

The library finds `provider_classes` in this module by its name. Over what it does itself: the
token's signature, issuer, age and nonce are always checked, and nothing in an address of ours can
change what the provider is asked for.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]


class CheckedAdapter(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; it must call itself what we call it."""
        config: dict[str, Any] = super().openid_config
        configured = self.get_provider().app.settings["server_url"]
        if config.get("issuer", "").rstrip("/") != configured.rstrip("/"):
            raise OAuth2Error("The provider names another issuer than the configured one.")
        return config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Whom the signed token names. Name and address may come from the provider's page about
        the same subject; how sure it is of them, and anything else, from the token alone."""
        claims = self._decode_id_token(app, kwargs["response"].get("id_token") or "")
        about = claims
        if "email" not in claims and "userinfo_endpoint" in self.openid_config:
            asked = self._fetch_user_info(token.token)
            about = asked | claims if asked.get("sub") == claims["sub"] else claims
        login = self.get_provider().sociallogin_from_response(request, {"id_token": about})
        login.claims, login.about = claims, about
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            key = _key(self.openid_config["jwks_uri"], id_token)
            return jwt.decode(
                id_token,
                key,
                algorithms=SIGNED_WITH,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=30,
                options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("The provider's token does not stand up.") from error


class CheckedProvider(OpenIDConnectProvider):
    oauth2_adapter_class = CheckedAdapter

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponseBase:
        """Send the browser to the provider with a nonce that only this session knows. Who is signed
        in here and goes there again confirms who they are, so the provider asks them anew."""
        nonce = secrets.token_urlsafe(24)
        anew = {"prompt": "login"} if request.user.is_authenticated else {}
        asked = {
            "scope": self.get_scope(),
            "auth_params": {**self.get_auth_params(), **anew, "nonce": nonce},
        }
        return super().redirect(
            request, process, next_url, data, **{**kwargs, **asked, "nonce": nonce}
        )

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is kept of the claims: nothing."""
        return {}


def _key(address: str, id_token: str) -> jwt.PyJWK:
    """The key that a token names; one that names none is of a provider with one key only."""
    named = jwt.get_unverified_header(id_token).get("kid")
    if named:
        return _keys(address).get_signing_key(named)
    keys = _keys(address).get_signing_keys(refresh=True)  # it may have a new one
    if len(keys) != 1:
        raise jwt.PyJWKClientError("The token names no key, and the provider has several.")
    return keys[0]


@lru_cache(16)
def _keys(address: str) -> jwt.PyJWKClient:
    return jwt.PyJWKClient(address, timeout=10)


provider_classes = [CheckedProvider]
