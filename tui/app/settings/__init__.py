"""What the user may set: keys, colours and the settings file."""
