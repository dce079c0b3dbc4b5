"""Who can help with what: suppliers, other help, and business cases."""
