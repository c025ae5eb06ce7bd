"""What repairing a notes file is made of; `store.repair` puts it together."""
