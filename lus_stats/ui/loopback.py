"""Where this process can be reached: real data is shown on this machine only, until there is sign-in."""

import ipaddress
import os
import socket
import stat
from pathlib import Path

from streamlit import config

from lus_stats.errors import Refused

UNKNOWN = "okänd adress"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address or host name."""
    bare = host.strip("[]").partition("%")[0]
    if bare in {"localhost", ""}:
        return bare == "localhost"
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def listening_on() -> tuple[str, ...]:
    """The hosts this process listens on, whoever opened the socket: Streamlit, uvicorn or the system.

    What was asked for on a command line is not looked at: the open sockets are the truth.
    """
    folder = Path("/proc/self/fd") if Path("/proc/self/fd").is_dir() else Path("/dev/fd")
    if os.name == "nt" or not folder.is_dir():
        return (_configured(),)
    numbers = (int(entry.name) for entry in folder.iterdir())
    return tuple(sorted({host for number in numbers if (host := _listening_host(number)) is not None}))


def _configured() -> str:
    """Windows cannot list its sockets: what Streamlit was told; under another server nobody knows."""
    if config._server_mode == "asgi-server":
        return UNKNOWN
    return config.get_option("server.address") or "0.0.0.0"


def _listening_host(number: int) -> str | None:
    """The host of one open file, where it is a listening internet socket."""
    try:
        if not stat.S_ISSOCK(os.fstat(number).st_mode):
            return None
        with socket.socket(fileno=os.dup(number)) as opened:
            internet = opened.family in (socket.AF_INET, socket.AF_INET6)
            if not internet or not opened.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                return None
            return str(opened.getsockname()[0])
    except OSError:  # closed meanwhile
        return None


def on_loopback() -> bool:
    """Whether every address this process listens on belongs to this machine alone."""
    return all(map(is_loopback, listening_on()))


def refusal(hosts: tuple[str, ...]) -> str:
    """Why real data is not shown there, and what to do."""
    where = ", ".join(host for host in hosts if not is_loopback(host))
    return (
        f"Riktiga uppgifter visas bara på den egna datorn tills inloggning finns, men appen lyssnar på {where}. "
        "Starta den på 127.0.0.1, eller låt LUS_DATA peka på en mapp som bara har demodata."
    )


def guard(is_demo: bool) -> None:
    """Let a read through, or refuse it.

    Errors: Refused where the data is real and others than this machine can reach the app.
    """
    if not is_demo and not on_loopback():
        raise Refused(refusal(listening_on()))
