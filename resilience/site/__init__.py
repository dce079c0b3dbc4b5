"""What holds the rooms together: settings, addresses, home, commands."""
