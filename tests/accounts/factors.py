"""Codes as an authenticator app shows them, worked out independently of the library (RFC 6238)."""

from __future__ import annotations

import base64
import hmac
import time


def code_of(secret: str, at: float | None = None) -> str:
    """The six digits for a shared secret in base 32, at a moment (default: now)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    step = int((time.time() if at is None else at) // 30)
    digest = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
