"""What finance paid, read from an extract of its ledger."""
