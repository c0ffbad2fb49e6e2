"""How the app is served: one set of options, our routes and middleware, and the guard over real data."""

import asyncio
import os
import socket
import sys
import tomllib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from lus_stats.errors import LusError, Refused
from lus_stats.ui import cache, warming, widgets
from lus_stats.ui.loopback import guard, is_loopback, listening_on, on_loopback, refusal
from lus_stats.ui.middleware import CompressedFiles, SafeHeaders, SwedishPage

__all__ = ["guard", "on_loopback", "serve"]

SCRIPT: Final = Path(__file__).with_name("frame.py")
STATIC: Final = Path(__file__).with_name("static")
CONFIG: Final = Path(__file__).parents[2] / ".streamlit" / "config.toml"
BIND_WITHIN_SECONDS = 30
LOOK_LASTS: Final = 1.0  # seconds: many readers click in one, and each look at the store takes its milliseconds
WARM: Final = "LUS_WARM"  # "0": nothing is worked out ahead, on a machine that has other things to do


def options() -> dict[str, Any]:
    """Every option of .streamlit/config.toml by its dotted name."""
    return dict(_flattened(tomllib.loads(CONFIG.read_text(encoding="utf-8")), ""))


def _flattened(table: Mapping[str, Any], prefix: str) -> list[tuple[str, Any]]:
    """The leaves of a TOML table."""
    leaves: list[tuple[str, Any]] = []
    for name, value in table.items():
        leaves += _flattened(value, f"{prefix}{name}.") if isinstance(value, dict) else [(prefix + name, value)]
    return leaves


def configure() -> None:
    """Give Streamlit our options where nobody set another, however and wherever the app is started."""
    for name, value in options().items():
        if not config.is_manually_set(name):
            config.set_option(name, value, "lus-stats")


def routes() -> list[BaseRoute]:
    """Our own files, so that they are served under any server and from any working directory."""
    return [Mount("/app/static", StaticFiles(directory=STATIC))]


def middleware() -> list[Middleware]:
    """The outermost first."""
    return [Middleware(layer) for layer in (Guarded, SafeHeaders, CompressedFiles, SwedishPage)]


def parts() -> dict[str, Any]:
    """What our `st.App` is made of besides its script."""
    return {
        "routes": routes(),
        "middleware": middleware(),
        "lifespan": lifespan,
        "on_script_error": on_script_error,
    }


def on_script_error(_error: Exception) -> bool:
    """Tell the reader in Swedish; Streamlit has logged the error and would say something else in English."""
    widgets.explain_failure()
    return True


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Guard at the start, and once more as soon as the server has opened its socket."""
    end_unless_allowed()
    watch = asyncio.create_task(_guard_when_bound())
    cache.LOOK_LASTS = LOOK_LASTS
    yield
    cache.LOOK_LASTS = 0.0
    watch.cancel()


async def _guard_when_bound() -> None:
    """Some servers (uvicorn) open their socket only after the start-up hook."""
    for _ in range(BIND_WITHIN_SECONDS * 20):
        if listening_on():
            end_unless_allowed()
            announce()
            if os.environ.get(WARM) != "0":
                await warming.keep_warm()
            return
        await asyncio.sleep(0.05)


def announce() -> None:
    """Say where the app is, and whether it shows demo data."""
    host, port = config.get_option("server.address"), config.get_option("server.port")
    if config._server_mode in {"starlette-app", "starlette-app-direct"}:
        data = " (Demodata)" if only_demo() else ""
        sys.stderr.write(f"LUS-statistik: http://{host}:{port}{data}\n")
        sys.stderr.flush()


def only_demo() -> bool:
    """Whether there is nothing but demo data, or nothing; a store that cannot be read counts as real."""
    try:
        return cache.nothing_real()
    except LusError:
        return False


def end_unless_allowed() -> None:
    """End the process (3) with one line where real data would be served to others than this machine.

    Not an exception: every server wraps one of those in a traceback, and some go on serving.
    """
    if on_loopback() or only_demo():
        return
    sys.stderr.write(f"{refusal(listening_on())}\n")
    sys.stderr.flush()
    os._exit(Refused.exit_code)


@lru_cache(1)
def end_unless_allowed_this_second(second: int) -> None:
    """The same for the script's runs, some of them in every second: each would look at every reader's socket."""
    del second
    end_unless_allowed()


class Guarded:
    """The guard for a server that skips the start-up hook, or is asked under another machine's name."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app
        self.checked = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the sockets before the first answer, and the name asked for each time."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        if not self.checked:
            end_unless_allowed()
            self.checked = True
        if asked_for_this_machine(scope) or only_demo():
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(FOREIGN_NAME, status_code=403)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


FOREIGN_NAME = (
    "Riktiga uppgifter visas bara på den egna datorn tills inloggning finns. Öppna appen på http://127.0.0.1.\n"
)


def asked_for_this_machine(scope: Scope) -> bool:
    """Whether the Host header names this machine: not through a proxy, nor by a rebound outside name."""
    return is_loopback(_without_port(Headers(scope=scope).get("host", "")))


def _without_port(host: str) -> str:
    """`127.0.0.1:8501` and `[::1]:8501` without the port."""
    return host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host


def serve(address: str = "127.0.0.1", port: int = 8501, data: str | None = None) -> None:
    """Serve the app until it is stopped.

    Errors: Refused for a busy port, for an address that is not this machine's, and for real data elsewhere.
    """
    if data is not None:
        os.environ["LUS_DATA"] = data
    if not is_loopback(address) and not only_demo():
        raise Refused(refusal((address,)))
    _check_port(address, port)
    chosen = {"server.address": address, "server.port": port, "browser.serverAddress": address}
    app = st.App(SCRIPT, **parts())
    app.run(config={**options(), **chosen})


def _check_port(address: str, port: int) -> None:
    """Try the port before Streamlit does, which would only log in English and go away.

    Errors: Refused.
    """
    try:
        family, kind, protocol, _, target = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            if os.name != "nt":
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(target)
    except (OSError, OverflowError) as error:
        raise Refused(
            f"Appen kan inte startas på {address}, port {port}: porten är upptagen eller adressen är inte den här "
            "datorns. Stäng det som redan kör där, eller välj en annan port, till exempel --port 8502."
        ) from error
