"""Milestones: what shows that each is met, what is missing, and what is escalated."""
