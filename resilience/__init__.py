"""Run a general practice resilience programme from end to end."""
