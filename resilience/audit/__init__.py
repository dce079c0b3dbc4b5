"""The append-only record of who did what; it knows no other room."""
