"""What importing ndola replaces in other libraries, and that it can be kept from it."""

import os
import subprocess
import sys

import pytest

CODE = """
import {first}, {second}
import pandas as pd, ndola as nd
print(pd.core.common.is_bool_indexer.__module__, hasattr(pd.core.common.is_bool_indexer, "__wrapped__"))
print(pd.Series([1, 2, 3]).isin(nd.asarray([2])).tolist())
"""


@pytest.mark.parametrize(("first", "second"), [("pandas", "ndola"), ("ndola", "pandas")])
@pytest.mark.parametrize("replace", ["", "0"])
def test_pandas(first, second, replace):
    code = CODE.format(first=first, second=second)
    environment = os.environ | {"NDOLA_REPLACE": replace}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    wrapped, found = done.stdout.splitlines()
    assert wrapped == f"pandas.core.common {replace != '0'}"
    assert found == str([False, replace != "0", False])
