"""Merge two states of a notes file that have a past in common, losing nothing of either.

Everything here is pure: which side comes first makes no difference, and merging once more adds
nothing. `tables.merge_tables` merges files, `records.merge_records` two versions of a record.
"""
