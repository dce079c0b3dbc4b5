"""The memorandum: its words, its files, and signing it."""
