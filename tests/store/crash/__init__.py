"""Imports that are killed, starved of disk, or run side by side, while others read."""
