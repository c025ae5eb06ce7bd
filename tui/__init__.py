"""Everything of Postil that is on the screen or the command line."""
