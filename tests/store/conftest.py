"""An S3 server of our own, for the store that lies in a bucket."""

import os
from collections.abc import Iterator
from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer

from lus_stats.store.places import bucket


@pytest.fixture(scope="module")  # no longer: other modules ask where this process listens
def s3_server() -> Iterator[str]:
    """The address of an S3 server on this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3_environment(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The usual environment of an object store, set for this process too."""
    said = {
        "AWS_ENDPOINT_URL": s3_server,
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "eu-north-1",
        "AWS_DEFAULT_REGION": "eu-north-1",
    }
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    bucket.forget_listings()
    return {**os.environ, **said}


@pytest.fixture
def s3_data(s3_environment: dict[str, str]) -> str:
    """The address of a data folder in an empty bucket."""
    name = f"lus-{uuid4().hex[:12]}"
    client = boto3.client("s3", endpoint_url=s3_environment["AWS_ENDPOINT_URL"])
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
    return f"s3://{name}/data"
