"""What the command line is made of; `root` puts it together. Knows no screen."""
