from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "resilience.accounts"

    def ready(self) -> None:
        from resilience.accounts import recording  # noqa: F401  # its receivers listen from now on
