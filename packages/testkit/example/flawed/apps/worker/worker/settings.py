"""What differs between environments."""

import os

DATABASE_URL = os.getenv("DATABASE_URL", "postgresql://itemize:change-me@localhost:5432/itemize")
WORKER_TOKEN = os.getenv("WORKER_TOKEN", "change-me")
CATALOGUES = "/var/lib/itemize"
