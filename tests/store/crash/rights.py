"""A process without the superuser's right to pass over what files allow; for everybody else nothing changes."""

import ctypes
import os

_VERSION_3 = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def like_anybody() -> None:
    """Give up every capability of this thread and of those it starts."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset(ctypes.byref(_Header(_VERSION_3, 0)), ctypes.byref((_Sets * 2)())) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
