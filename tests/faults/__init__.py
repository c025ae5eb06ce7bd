"""Real faults: killed writers, refusing disks, other hands; short here, long in tests.soak."""
