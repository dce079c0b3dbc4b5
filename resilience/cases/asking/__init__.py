"""Asking for help: the self-check, forms filled in part by part, and sending them."""
