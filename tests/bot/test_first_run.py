"""The commands that the chat runs before it starts end with it."""

import subprocess
import sys
from pathlib import Path

SECONDS = 60

PROGRAM = """
import sys
from threading import Thread
from bot.first_run import _run_apart

sys.executable = sys.argv[1]
Thread(target=_run_apart, args=("read",), daemon=True).start()
sys.stdin.readline()
"""


def test_command_that_still_runs_ends_with_the_server(tmp_path: Path) -> None:
    command = tmp_path / "command"
    command.write_text("#!/bin/sh\necho begun >&2\nexec sleep 600\n")
    command.chmod(0o755)
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(command)], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "begun\n"
        # Standard error has its end only once nobody has it open any more, the command included.
        assert process.communicate("end\n", timeout=SECONDS)[1] == ""
        assert process.returncode == 0
