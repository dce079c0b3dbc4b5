"""How long it takes from asking to help."""
