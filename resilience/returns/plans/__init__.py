"""Delivery plans of local teams: what was agreed, what practices were told, how it is assured."""
