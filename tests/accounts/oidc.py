"""A real provider of identities, started for a test, that can be made to misbehave.

It is the package `oidc-provider-mock` on a port of this machine. What a test spoils is spoiled on
the way: the nonce on the way in, the signed token on the way out.
"""

from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # this machine only


@dataclass
class Provider:
    address: str
    spoil_nonce: bool = False
    spoil_token: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def knows(self, subject: str, **claims: Any) -> None:
        requests.put(f"{self.address}/users/{subject}", json=claims, timeout=10).raise_for_status()

    def sign_in(self, address: str, subject: str) -> str:
        """Sign in at the provider's page as a person would; where it sends the browser then."""
        answer = requests.post(address, {"sub": subject}, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]


class Spoiling:
    """Stands before the provider and spoils what passes, if it was told to."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app, self.provider = app, Provider("")

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/oauth2/authorize":
            asked = parse_qs(environ["QUERY_STRING"])
            self.provider.asked.append(asked)
            if self.provider.spoil_nonce:
                environ["QUERY_STRING"] = urlencode(asked | {"nonce": ["another"]}, doseq=True)
        if path != "/oauth2/token" or not self.provider.spoil_token:
            return self.app(environ, start)
        told: list[Any] = []
        body = b"".join(self.app(environ, lambda *answer: told.extend(answer)))
        answer = json.loads(body)
        answer["id_token"] = self._spoiled(answer["id_token"])
        body = json.dumps(answer).encode()
        kept = [(name, value) for name, value in told[1] if name.lower() != "content-length"]
        start(told[0], [*kept, ("Content-Length", str(len(body)))])
        return [body]

    def _spoiled(self, token: str) -> str:
        """The token with other claims under the signature of the first ones."""
        header, claims, signature = token.split(".")
        assert self.provider.spoil_token
        changed = self.provider.spoil_token(json.loads(base64.urlsafe_b64decode(claims + "==")))
        written = base64.urlsafe_b64encode(json.dumps(changed).encode()).rstrip(b"=").decode()
        return f"{header}.{written}.{signature}"


@contextmanager
def provider(*, token_lasts: timedelta = timedelta(hours=1)) -> Iterator[Provider]:
    """A provider that runs for as long as the block."""
    from oidc_provider_mock import app
    from werkzeug.serving import make_server

    spoiling = Spoiling(app(require_nonce=True, access_token_max_age=token_lasts))
    server = make_server("localhost", 0, spoiling, threaded=True)
    spoiling.provider.address = f"http://localhost:{server.server_port}"
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    try:
        yield spoiling.provider
    finally:
        server.shutdown()
        running.join()


def query_of(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)
