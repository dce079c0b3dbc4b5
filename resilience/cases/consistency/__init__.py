"""Whether practices alike are placed alike, by whomever and wherever (GC22)."""
