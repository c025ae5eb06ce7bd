"""Row 4 of the faults: killed, EIO, ENOSPC at each system call of one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults import strace
from tests.faults.subjects import PlainTinyDB, Postil
from tests.faults.system_calls import Edit, Fault, at_each_call

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("fault", "edit"),
    [
        (Fault.KILL, Edit.ADD),
        (Fault.KILL, Edit.REMOVE),
        (Fault.EIO, Edit.ADD),
        (Fault.ENOSPC, Edit.REMOVE),
    ],
)
def test_a_fault_at_any_system_call_leaves_the_old_notes_or_the_new(
    tmp_path: Path, fault: Fault, edit: Edit
) -> None:
    strace.required()
    tally = at_each_call(Postil(), fault, edit, tmp_path, strace.CHANGING_CALLS)
    assert tally.trials > 20
    assert tally.is_clean, tally


def test_the_same_faults_tear_the_file_of_plain_tinydb(tmp_path: Path) -> None:
    strace.required()
    tally = at_each_call(PlainTinyDB(), Fault.KILL, Edit.REMOVE, tmp_path, strace.CHANGING_CALLS)
    assert tally.torn
