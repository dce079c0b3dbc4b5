"""Assessing a practice: what is known, where people place it, and how consistently they do."""
