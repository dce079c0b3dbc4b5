"""Whom of a team to ask about a programme."""
