"""How a team decides, and its numbers: open to anyone (G8.10)."""
