"""The declarations of all commands, by what they are about."""
