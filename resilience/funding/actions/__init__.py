"""What people do with the money: one function for each act."""
