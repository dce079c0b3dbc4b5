"""How the money of a year is shared by population, and what was allocated."""
