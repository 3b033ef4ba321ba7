"""The unit in docs/deploy.md, as systemd reads it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.nginx import shown_configuration


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on the path")
def test_unit_is_understood_to_the_last_line(repository: Path, tmp_path: Path) -> None:
    unit = tmp_path / "onrecord.service"
    text = shown_configuration(repository, "systemd")
    assert "/opt/onrecord/bin/onrecord serve" in text
    unit.write_text(text.replace("/opt/onrecord/bin/onrecord", "/bin/true"), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
    about_it = [line for line in (done.stdout + done.stderr).splitlines() if "onrecord.service" in line]
    assert (done.returncode, about_it) == (0, [])
