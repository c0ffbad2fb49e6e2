"""Where the process can be reached is read from its open sockets, whatever was asked for."""

import socket

import pytest

from lus_stats.errors import Refused
from lus_stats.ui import loopback


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.3.2.1", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("::ffff:127.0.0.1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.7", False),
        ("::ffff:10.0.0.7", False),
        ("127.0.0.1.example.se", False),
        ("", False),
    ],
)
def test_an_address_of_this_machine_alone(host: str, own: bool) -> None:
    assert loopback.is_loopback(host) is own


@pytest.mark.parametrize(("host", "own"), [("127.0.0.1", True), ("0.0.0.0", False)])
def test_an_open_socket_decides(host: str, own: bool) -> None:
    with socket.socket() as opened:
        opened.bind((host, 0))
        assert host not in loopback.listening_on()
        opened.listen()
        assert host in loopback.listening_on()
        assert loopback.on_loopback() is own


def test_real_data_is_refused_at_the_read_and_demo_data_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loopback, "listening_on", lambda: ("0.0.0.0",))
    loopback.guard(is_demo=True)
    with pytest.raises(Refused, match=r"lyssnar på 0\.0\.0\.0"):
        loopback.guard(is_demo=False)
    monkeypatch.setattr(loopback, "listening_on", lambda: ("127.0.0.1", "::1"))
    loopback.guard(is_demo=False)
