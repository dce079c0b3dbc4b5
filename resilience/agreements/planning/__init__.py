"""Writing an improvement plan, and agreeing and approving it."""
