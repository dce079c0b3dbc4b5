"""What earlier years did for practices."""
