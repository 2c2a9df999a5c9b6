"""What differs between environments. A missing variable stops the start."""

import os
from pathlib import Path

DATABASE_URL = os.environ["DATABASE_URL"]
WORKER_TOKEN = os.environ["WORKER_TOKEN"]
SUPPLIER_URL = os.environ["SUPPLIER_URL"]
CATALOGUES = Path(os.environ.get("RAILWAY_VOLUME_MOUNT_PATH", "/var/lib/itemize")).resolve()
