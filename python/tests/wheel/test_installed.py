"""The wheel installed in fresh environments of every interpreter here, with NumPy in reach and without."""

from __future__ import annotations

from pathlib import Path

from installation import Environment, interpreters

import ndola as nd

HERE = Path(__file__).parent


def test_alone(environment):
    """Everything that needs nothing else, and nothing else is imported."""
    assert environment.run(HERE / "without_numpy.py").split() == ["False", nd.__version__]


def test_beside_numpy(environment, numpy_directory):
    """NumPy's arrays come and go without a copy."""
    version = environment.run(HERE / "with_numpy.py", PYTHONPATH=str(numpy_directory))
    assert version.startswith("2.")


def test_pip_is_content(environment):
    assert "No broken requirements" in environment.pip("check")


def test_removal_leaves_nothing(wheel, tmp_path):
    """RECORD names every file, compiled ones included, so the environment is as before afterwards."""
    environment = Environment(next(iter(interpreters())), tmp_path)
    environment.pip("install", "--no-index", "--no-deps", wheel)
    installed = sorted(path.name for path in environment.packages.iterdir())
    assert installed == ["ndola", f"ndola-{nd.__version__}.dist-info"]
    environment.pip("uninstall", "--yes", "ndola")
    assert list(environment.packages.iterdir()) == []
