"""Tests; a package, so that tests/<area>/ never hides the package <area>."""
