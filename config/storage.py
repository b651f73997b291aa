"""The object store that all servers share, where TABLED_FILES names one."""

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from storages.backends.s3 import S3Storage

ONE_PIECE = 1024**3  # bytes
"""What is smaller goes up in one request: a file is there whole, or it is not."""


class ObjectStore(S3Storage):
    """Any store that speaks S3. It answers within seconds or not at all, so that no page hangs."""

    def get_default_settings(self):
        return super().get_default_settings() | {
            "client_config": Config(
                connect_timeout=3,
                read_timeout=20,
                retries={"total_max_attempts": 3, "mode": "standard"},
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                # Many stores do not know the newer checksums; a file's name is its SHA-256.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            "transfer_config": TransferConfig(multipart_threshold=ONE_PIECE, use_threads=False),
            # The same name is the same bytes.
            "file_overwrite": True,
            "default_acl": None,
        }
