"""GONDOLA_KERNELS: which inner loops a process runs."""

import os
import subprocess
import sys

CODE = "import ndola as nd; print(nd.sum(nd.ones(3000)), nd.sum(nd.ones(2000)))"


def run(kernels, *flags):
    environment = os.environ | {"GONDOLA_KERNELS": kernels}
    return subprocess.run([sys.executable, *flags, "-c", CODE], env=environment, capture_output=True, text=True)


def test_a_wrong_name_is_told_once():
    done = run("mmx")
    assert done.stdout == "3000.0 2000.0\n"
    assert done.stderr.count('RuntimeWarning: ndola: GONDOLA_KERNELS="mmx" is not one of [portable') == 1
    assert "RuntimeWarning" in run("mmx", "-W", "error").stderr


def test_a_right_one_is_not():
    for kernels in ("", "portable"):
        done = run(kernels)
        assert (done.stdout, done.stderr) == ("3000.0 2000.0\n", "")
