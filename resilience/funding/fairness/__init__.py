"""Whom the money reaches, and how fast."""
