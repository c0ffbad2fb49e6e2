"""Somebody who takes every table there is and works back what is hidden."""
