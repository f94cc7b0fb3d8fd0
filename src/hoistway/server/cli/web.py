"""`./hoistway web`: the pages, by uvicorn."""

import argparse

import uvicorn

from hoistway.server import certificates, config, logging

_GRACE_S = 3  # Chosen: live pages hold their streams open; they come back by themselves.


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


def run(options: argparse.Namespace) -> int:
    """Serve until SIGTERM."""
    ours = config.load()
    config.name_settings()
    logging.set_up(process="web", level=ours.log_level)
    tls = certificates.files(home=ours.home) if ours.lan else None
    uvicorn.run(
        "hoistway.server.asgi:application",
        host=ours.bind,
        port=ours.web_port,
        workers=1,
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
    return 0
