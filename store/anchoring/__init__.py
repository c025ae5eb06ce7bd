"""Finding a passage again in a text whose words have changed."""
