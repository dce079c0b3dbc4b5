from __future__ import annotations

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "resilience.look"
    verbose_name = "NHS look"
