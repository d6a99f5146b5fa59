"""What takes longer to make than to use is made once, whatever the number of workers."""

import fcntl
import shutil


def made_once(tmp_path_factory, name, make):
    """The folder that `make(folder)` filled, in this worker or another: to be copied, not used."""
    root = tmp_path_factory.getbasetemp()
    if root.name.startswith("popen-"):  # the folder of one worker among others
        root = root.parent
    folder, made = root / name, root / f"{name}.made"
    with open(root / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder
