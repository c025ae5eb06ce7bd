"""What a reader wrote, in the formats other programs read: one file per format."""
