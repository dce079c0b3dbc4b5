"""The monthly review of the money."""
