"""One wheel and one sdist, built once for all tests, and fresh environments of every interpreter with the wheel in."""

from __future__ import annotations

import pytest
from installation import REPOSITORY, Environment, build, interpreters, succeed


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def sdist(tmp_path_factory):
    return build("sdist", tmp_path_factory.mktemp("sdist"))


def pytest_generate_tests(metafunc):
    if "environment" in metafunc.fixturenames:
        metafunc.parametrize("environment", interpreters(), indirect=True, scope="session")


@pytest.fixture(scope="session")
def environment(request, wheel, tmp_path_factory):
    made = Environment(request.param, tmp_path_factory.mktemp(f"python{request.param}"))
    made.pip("install", "--no-index", "--no-deps", wheel)
    return made


@pytest.fixture(scope="session")
def numpy_directory(environment):
    """Where the environment's interpreter finds NumPy: in the environment that its shell tests run in."""
    directory = REPOSITORY / "build" / "venv" / environment.minor
    lock = "requirements-shell.lock"
    succeed(REPOSITORY / ".ci" / "venv", directory.relative_to(REPOSITORY), lock, interpreters()[environment.minor])
    return directory / "lib" / f"python{environment.minor}" / "site-packages"
