"""Finding practices that did not ask."""
