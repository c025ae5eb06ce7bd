"""The long forms of the tests with real faults; the short ones are in `tests.faults`."""
