"""Deciding on requests, telling the practice, and looking again."""
