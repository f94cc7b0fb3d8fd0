"""The intake of this installation: HTTP, MQTT, and who may connect."""

from pathlib import Path

from django.conf import settings

from hoistway.server import addresses, certificates, embedded_nats, secrets
from hoistway.telemetry.adapters.callout import Issuer
from hoistway.watch.ingest import IngestPlan
from hoistway.watch.ingest import main as ingest


def main() -> None:
    """Run it until it is told to stop."""
    config = settings.CONFIG
    kept = secrets.keep(home=config.home)
    tls = certificates.files(home=config.home) if config.lan else None
    ingest(
        IngestPlan(
            host=config.bind,
            port=config.ingest_port,
            nats_url=addresses.nats_url(config=config, secrets=kept),
            callout_url=addresses.nats_callout_url(config=config, secrets=kept),
            issuer=Issuer(
                public=kept.nats_issuer_public,
                key=secrets.signing_bytes(kept.nats_issuer_seed),
                account=config.nats_account if config.nats_url else embedded_nats.ACCOUNT,
            ),
            replicas=config.stream_replicas if config.nats_url else 1,
            nats_log=None if config.nats_url else config.home / "log" / "nats.log",
            certificate=Path(tls.chain) if tls else None,
            certificate_key=Path(tls.key) if tls else None,
        )
    )
