"""A PostgreSQL server for the tests alone: on a socket in a temporary folder, gone afterwards.

`python -m tests.engines.postgresql_server` makes sure that its programs are there.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

PACKAGE = "postgresql"
MISSING = f"PostgreSQL's initdb and pg_ctl are needed: install the package {PACKAGE}, or put their folder into PATH."


def programs():
    """Folder of initdb and pg_ctl; None when there is none."""
    asked = shutil.which("initdb")
    folders = [Path(asked).parent] if asked else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def install():
    """Install the programs where that can be done, else say what to do."""
    if programs() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=False)
        subprocess.run(["apt-get", "install", "-q", "-y", "--no-install-recommends", PACKAGE], check=False)
    if programs() is None:
        sys.exit(MISSING)


@contextmanager
def running():
    """A server; yields how to reach it, as libpq has it."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    user = _other_user()
    if user:
        shutil.chown(folder, user)
    data, said = folder / "data", {"check": True, "capture_output": True, "user": user}
    try:
        subprocess.run([programs() / "initdb", "-D", data, "-U", "chuhai", "-A", "trust", "-E", "UTF8", "--no-sync"], **said)
        options = f"-c listen_addresses= -k {folder} -c fsync=off"
        control = [programs() / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
        subprocess.run([*control, "-o", options, "start"], check=True, user=user, stdout=subprocess.DEVNULL)
        try:
            yield f"host={folder} user=chuhai"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **said)
    finally:
        shutil.rmtree(folder)


def _other_user():
    """initdb refuses root."""
    if os.geteuid():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


if __name__ == "__main__":
    install()
