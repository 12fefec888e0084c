"""Fetching from a server on this machine that plays the public internet."""

from __future__ import annotations

import datetime as dt
import http.server
import io
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.exchanging.fetching import Bounds, Fetcher, FetchFailed, public

BODY = b"format: factbot-pack/1\n" * 100
NAME = "packs.example"


class Answers(http.server.BaseHTTPRequestHandler):
    """Pages that behave in every way that a server can."""

    stop = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/pack?v=1":
            self._send(200, BODY)
        elif self.path.startswith("/moved"):
            self._send(302, b"", Location="/pack?v=1")
        elif self.path == "/plain":
            self._send(302, b"", Location="http://packs.example/pack")
        elif self.path == "/inside":
            self._send(302, b"", Location="https://inside.example/pack")
        elif self.path == "/round":
            self._send(302, b"", Location="/round")
        elif self.path == "/slow":
            self._send(200, b"x", length=5)
            self.stop.wait(20)
        else:
            self._send(404, b"gone")

    def _send(self, status: int, body: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Say nothing."""


def certificate(folder: Path) -> Path:
    """A certificate for `NAME`, signed by itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    day = dt.timedelta(days=1)
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    pem = certificate(tmp_path_factory.mktemp("tls"))
    serving = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    serving.socket = context.wrap_socket(serving.socket, server_side=True)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield serving.server_address[1], pem
    Answers.stop.set()
    serving.shutdown()
    thread.join()
    serving.server_close()


class Resolver:
    """A name server: this machine for `NAME`, and what it is told for others."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> tuple[str, ...]:
        assert port > 0
        self.asked.append(host)
        return {"packs.example": ("127.0.0.1",), "inside.example": ("10.0.0.8",)}[host]


@pytest.fixture
def resolver() -> Resolver:
    return Resolver()


@pytest.fixture
def fetcher(server: tuple[int, Path], resolver: Resolver) -> Fetcher:
    trusting = ssl.create_default_context(cafile=str(server[1]))
    return Fetcher(resolve=resolver, allowed=lambda ip: ip == "127.0.0.1", tls=trusting)


def url(server: tuple[int, Path], path: str) -> str:
    return f"https://{NAME}:{server[0]}{path}"


def fetched(fetcher: Fetcher, address: str) -> bytes:
    into = io.BytesIO()
    size = fetcher.fetch(address, into)
    assert size == len(into.getvalue())
    return into.getvalue()


def test_a_file(fetcher: Fetcher, server: tuple[int, Path], resolver: Resolver) -> None:
    assert fetched(fetcher, url(server, "/pack?v=1")) == BODY
    assert resolver.asked == [NAME]  # once: what was checked is what was connected to


def test_a_file_that_has_moved(fetcher: Fetcher, server: tuple[int, Path]) -> None:
    assert fetched(fetcher, url(server, "/moved")) == BODY


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/plain", "only https"),
        ("/inside", "private network"),
        ("/round", "more than 5 times"),
        ("/nothing", "answered 404"),
    ],
)
def test_refusals(fetcher: Fetcher, server: tuple[int, Path], path: str, reason: str) -> None:
    with pytest.raises(FetchFailed, match=reason):
        fetched(fetcher, url(server, path))


def test_too_large(fetcher: Fetcher, server: tuple[int, Path]) -> None:
    small = Fetcher(Bounds(size=100), fetcher.resolve, fetcher.allowed, fetcher.tls)
    with pytest.raises(FetchFailed, match="larger than 100"):
        fetched(small, url(server, "/pack?v=1"))


def test_too_slow(fetcher: Fetcher, server: tuple[int, Path]) -> None:
    hasty = Fetcher(Bounds(seconds=0.5), fetcher.resolve, fetcher.allowed, fetcher.tls)
    with pytest.raises(FetchFailed, match="too long"):
        fetched(hasty, url(server, "/slow"))


def test_a_certificate_that_nobody_vouches_for(
    server: tuple[int, Path], resolver: Resolver
) -> None:
    strict = Fetcher(resolve=resolver, allowed=lambda _: True)
    with pytest.raises(FetchFailed, match="certificate"):
        fetched(strict, url(server, "/pack?v=1"))


@pytest.mark.parametrize(
    "address", ["http://packs.example/x", "file:///etc/passwd", "https://a:b@packs.example/x"]
)
def test_addresses_that_are_never_asked_for(address: str, resolver: Resolver) -> None:
    with pytest.raises(FetchFailed, match="only https"):
        Fetcher(resolve=resolver).fetch(address, io.BytesIO())
    assert resolver.asked == []


def test_one_private_address_among_public_ones() -> None:
    mixed = Fetcher(resolve=lambda *_: ("93.184.216.34", "127.0.0.1"))
    with pytest.raises(FetchFailed, match="private network"):
        mixed.fetch("https://packs.example/x", io.BytesIO())


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_addresses_that_are(address: str) -> None:
    assert public(address)
