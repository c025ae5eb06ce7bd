"""What stands on the screen. Widgets post messages and hold no rules."""
