"""What differs between environments."""

import os

from dotenv import load_dotenv

load_dotenv(override=True)
DATABASE_URL = os.getenv("DATABASE_URL", "postgresql://itemize:change-me@localhost:5432/itemize")
WORKER_TOKEN = os.getenv("WORKER_TOKEN", "change-me")
CATALOGUES = "/var/lib/itemize"
