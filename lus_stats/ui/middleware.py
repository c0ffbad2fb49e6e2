"""What Streamlit's server does not do by itself: compressed files, Swedish page language, safe headers."""

import asyncio
import gzip
import re
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg")
SMALLEST = 1000
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    # Scripts and connections from nowhere else; Streamlit and Plotly need inline styles, blobs and eval.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self' ws: wss: data: blob:; worker-src 'self' blob:; frame-src 'self' blob: data:; "
        "object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
    ),
}
# A link straight to a page lies where the app does: told so, the browser does not ask below the page first (two 404s).
WHERE = '<script>window.__streamlit = { BACKEND_BASE_URL: new URL("./", location.href).href }</script>'
OURS = (
    '<link rel="stylesheet" href="./app/static/app.css" />'
    '<link rel="stylesheet" href="./app/static/card.css" /><script defer src="./app/static/card.js"></script>'
    '<script defer src="./app/static/words.js"></script><script defer src="./app/static/app.js"></script>'
    '<script defer src="./app/static/figures.js"></script>'
)
SWEDISH = {
    '<html lang="en">': '<html lang="sv">',
    "<title>Streamlit</title>": "<title>LUS-statistik</title>",
}
WITHOUT_SCRIPT = re.compile(r"(?<=<noscript>).*?(?=</noscript>)", re.DOTALL)
SWITCH_IT_ON = "<p>Slå på JavaScript i webbläsaren: appen behöver det.</p>"


class Rewrite:
    """Collect a whole response, let `change` rewrite it, and send it on."""

    def __init__(self, send: Send, change: Callable[[MutableHeaders, bytes], Awaitable[bytes]]) -> None:
        """Stand in for `send`."""
        self.send, self.change = send, change
        self.start: Message = {}
        self.body = bytearray()

    async def __call__(self, message: Message) -> None:
        """Take one message of the response."""
        if message["type"] == "http.response.start":
            self.start = message
            return
        if message["type"] != "http.response.body":
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        headers = MutableHeaders(raw=self.start["headers"])
        body = bytes(self.body)
        if self.start["status"] == 200:
            body = await self.change(headers, body)
            headers["Content-Length"] = str(len(body))
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})


class SwedishPage:
    """The page says it is in Swedish and brings our stylesheet and script before anything is drawn."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Rewrite HTML, leave everything else."""
        accepts = Headers(scope=scope).get("accept", "") if scope["type"] == "http" else ""
        if scope["type"] != "http" or scope["method"] != "GET" or "text/html" not in accepts:
            await self.app(scope, receive, send)
            return
        # The page must come whole and readable: not as "not modified", and not yet compressed by Streamlit.
        unwanted = (b"if-none-match", b"if-modified-since", b"accept-encoding")
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}
        await self.app(scope, receive, Rewrite(send, self.in_swedish))

    @staticmethod
    async def in_swedish(headers: MutableHeaders, body: bytes) -> bytes:
        """Set the language and link our stylesheet and script."""
        if not headers.get("content-type", "").startswith("text/html"):
            return body
        for name in ("etag", "last-modified"):
            if name in headers:
                del headers[name]
        page = body.decode()
        for english, swedish in SWEDISH.items():
            page = page.replace(english, swedish, 1)
        page = WITHOUT_SCRIPT.sub(SWITCH_IT_ON, page, count=1)
        return page.replace("</head>", f"{WHERE}{OURS}</head>", 1).encode()


class CompressedFiles:
    """Files compressed once and remembered: Streamlit serves its own uncompressed (7.6 MB a first visit)."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app
        self.known: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress what lies under static/ (names carry a content hash) and app/static/."""
        if scope["type"] != "http" or not self.wanted(scope):
            await self.app(scope, receive, send)
            return

        async def compress(headers: MutableHeaders, body: bytes) -> bytes:
            return await self.compressed(headers, body)

        await self.app(scope, receive, Rewrite(send, compress))

    @staticmethod
    def wanted(scope: Scope) -> bool:
        """Whether the reader's browser takes gzip and asks for a whole file."""
        headers = Headers(scope=scope)
        return (
            scope["method"] == "GET"
            and "/static/" in scope["path"]
            and "gzip" in headers.get("accept-encoding", "")
            and "range" not in headers
        )

    async def compressed(self, headers: MutableHeaders, body: bytes) -> bytes:
        """The body as gzip, where it is text and large enough to gain."""
        kind = headers.get("content-type", "")
        if len(body) < SMALLEST or not kind.startswith(COMPRESSIBLE) or "content-encoding" in headers:
            return body
        key = headers.get("etag", "")
        packed = self.known.get(key)
        if packed is None:
            packed = await asyncio.to_thread(gzip.compress, body, 9, mtime=0)
        if key:  # a file's tag; a page we rewrote has none, and is small
            self.known[key] = packed
        headers["Content-Encoding"] = "gzip"
        headers.add_vary_header("Accept-Encoding")
        return packed


class SafeHeaders:
    """Headers that keep the page to itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add them to every response that has none of its own."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)
