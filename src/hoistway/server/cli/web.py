"""`./hoistway web`: the pages, by uvicorn."""

import argparse
import contextlib
import socket

import uvicorn

from hoistway.server import certificates, config, logging
from hoistway.server.config import Config

_NOT_STARTED = 3
_GRACE_S = 3  # Chosen: live pages hold their streams open; they come back by themselves.


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


def run(options: argparse.Namespace) -> int:
    """Serve until SIGTERM."""
    ours = config.load()
    config.name_settings()
    logging.set_up(process="web", level=ours.log_level)
    tls = certificates.files(home=ours.home) if ours.lan else None
    wanted = uvicorn.Config(
        "hoistway.server.asgi:application",
        host=ours.bind,
        port=ours.web_port,
        lifespan="off",
        proxy_headers=bool(ours.trusted_proxies),
        forwarded_allow_ips=[str(network) for network in ours.trusted_proxies],
        ssl_certfile=tls.chain if tls else None,
        ssl_keyfile=tls.key if tls else None,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
    server = uvicorn.Server(wanted)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[_shared(ours)] if ours.web_processes > 1 else None)
    return 0 if server.started else _NOT_STARTED


def _shared(ours: Config) -> socket.socket:
    """Return a socket on the port of the pages, on which the other processes listen too."""
    family = socket.AF_INET6 if ":" in ours.bind else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind((ours.bind, ours.web_port))
    return listener
