"""The intake process, told where everything is."""

from hoistway.server import addresses, certificates, config, embedded_nats, secrets
from hoistway.telemetry.adapters.callout import Issuer
from hoistway.watch import ingest


def main() -> None:
    """Run the intake."""
    ours = config.load()
    kept = secrets.keep(home=ours.home)
    files = certificates.files(home=ours.home)
    ingest.main(
        ingest.IngestPlan(
            host=ours.bind,
            port=ours.ingest_port,
            nats_url=addresses.nats_url(config=ours, secrets=kept),
            callout_url=addresses.nats_callout_url(config=ours, secrets=kept),
            issuer=Issuer(
                public=kept.nats_issuer_public,
                key=secrets.signing_bytes(kept.nats_issuer_seed),
                account=embedded_nats.ACCOUNT,
            ),
            nats_log=None if ours.nats_url else ours.home / "log" / "nats.log",
            certificate=files.chain if ours.lan else None,
            certificate_key=files.key if ours.lan else None,
        )
    )
