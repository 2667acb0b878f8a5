"""The order of the steps and the command line. Only this package may import Prefect."""
