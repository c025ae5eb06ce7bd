"""Two notebooks on one file agree with it after whatever may happen to them."""

from __future__ import annotations

from hypothesis import settings

from tests.store.notebook_machine import Faults

TestFaults = Faults.TestCase
TestFaults.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
