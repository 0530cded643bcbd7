"""A real web server on loopback whose pages a test writes, and which misbehaves when it is told
to."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = (
    "Ban Chấp hành Đảng bộ phường họp thường kỳ, nghe báo "
    "cáo về công tác xây dựng Đảng, chăm lo đời sống nhân dân "
    "và bàn nhiệm vụ quý tới. Các chi bộ đã sinh hoạt đúng kỳ, "
    "kết nạp thêm đảng viên trẻ, vận động người dân giữ gìn "
    "tuyến phố sạch đẹp, hỗ trợ hộ khó khăn sửa nhà trước mùa mưa."
)


@dataclass
class Reply:
    """An answer; with `raw` the whole of it goes over the wire as it stands."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    time: float
    status: int = 0


class Site:
    """What a server answers, by path, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply | Callable[[str], Reply]] = {}
        self.requests: list[Request] = []
        self.answer: Callable[[str], Reply | None] = lambda path: None
        """Asked for paths that are not in `pages`."""
        self.address = ""

    @staticmethod
    def reply(body: str, **headers: str) -> Reply:
        return Reply(body, headers=headers)

    def article(
        self,
        path: str,
        number: int = 1,
        *,
        extra: str = "",
        day: str = "2025-01-09",
        **headers: str,
    ) -> None:
        self.pages[path] = Reply(page(number, extra=extra, day=day), headers=dict(headers))

    def sitemap(self, paths: dict[str, str], path: str = "/sitemap.xml", **headers: str) -> None:
        """Put a sitemap of paths, each with its lastmod ("" for none)."""
        entries = "".join(
            f"<url><loc>{self.address}{one}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
            for one, day in paths.items()
        )
        body = f'<?xml version="1.0"?><urlset xmlns="{SITEMAPS}">{entries}</urlset>'
        self.pages[path] = Reply(body, headers={"content-type": "application/xml", **headers})

    def asked(self, prefix: str = "/") -> list[str]:
        """Return the paths that were asked for so far."""
        return [request.path for request in self.requests if request.path.startswith(prefix)]

    def forget(self) -> None:
        self.requests.clear()


SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def page(number: int, *, extra: str = "", day: str = "2025-01-09", head: str = "") -> str:
    """Return an article as sites make them."""
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>Phường số {number} họp thường kỳ</title>"
        '<meta property="article:published_time" '
        f'content="{day}T08:00:00+07:00">{head}</head><body>'
        f"<article><h1>Phường số {number} họp thường kỳ</h1><p>Bài số {number}. {extra} {WORDS}</p>"
        f"<p>Đoạn hai của bài số {number}. {WORDS}</p></article></body></html>"
    )


def front(*links: str, head: str = "") -> str:
    """Return a page of links."""
    items = "".join(f'<li><a href="{link}">Tin</a></li>' for link in links)
    return (
        "<html><head><title>Trang "
        f"tin</title>{head}</head><body><nav><ul>{items}</ul></nav></body></html>"
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        site = self.site
        request = Request(
            self.command,
            self.path,
            {k.lower(): v for k, v in self.headers.items()},
            time.monotonic(),
        )
        site.requests.append(request)
        found = site.pages.get(self.path) or site.answer(self.path) or Reply("not found", 404)
        reply = found if isinstance(found, Reply) else found(self.path)
        request.status = reply.status
        if reply.raw:
            self.close_connection = True
            return reply.raw(self)
        if self._is_known(reply, request):
            request.status = 304
            reply = Reply(status=304, headers=reply.headers)
        self._send(reply)

    def _is_known(self, reply: Reply, request: Request) -> bool:
        pairs = (("if-none-match", "etag"), ("if-modified-since", "last-modified"))
        return any(
            name in request.headers and request.headers[name] == reply.headers.get(own)
            for name, own in pairs
        )

    def _send(self, reply: Reply) -> None:
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        headers = {"content-type": "text/html; charset=utf-8", **reply.headers}
        if "gzip" in headers.get("content-encoding", ""):
            body = gzip.compress(body) if not body.startswith(b"\x1f\x8b") else body
        self.send_response(reply.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "content-length" not in headers and reply.status != 304:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        if reply.status != 304:
            self.wfile.write(body)

    def do_HEAD(self) -> None:
        self.site.requests.append(Request("HEAD", self.path, {}, time.monotonic(), 405))
        self.send_response(405)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        pass  # a client that hangs up is what some tests are about


@contextmanager
def served() -> Iterator[Site]:
    """Serve a site on a free port of 127.0.0.1."""
    site = Site()
    handler = type("Handler", (_Handler,), {"site": site})
    with _Server(("127.0.0.1", 0), handler) as server:
        site.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        thread.start()
        yield site
        server.shutdown()
        thread.join()


def modified(seconds: float) -> str:
    return formatdate(seconds, usegmt=True)
