"""What a person meets: the command line, the full screen, Arabic on terminal cells."""
