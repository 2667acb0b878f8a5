"""The order of the steps and the command line. Only this package may import Prefect."""

import os

# no plugin of pydantic is ours, and looking for them reads every installed library's list
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
