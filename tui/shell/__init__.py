"""What the command line is made of; `tui.cli` puts it together. Knows no screen."""
