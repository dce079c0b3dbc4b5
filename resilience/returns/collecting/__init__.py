"""What the national team does with returns: ask, cleanse, consolidate, send back."""
