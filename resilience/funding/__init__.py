"""The money of a programme: shared, allocated, committed, paid, and never beyond the gates."""
