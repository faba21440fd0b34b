"""What the user has asked for, now and before, as plain data, and what it is called."""
