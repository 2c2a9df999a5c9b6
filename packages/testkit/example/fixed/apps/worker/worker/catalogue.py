"""Supplier catalogues: fetched, checked, stored."""

import hashlib
import re
import secrets
import subprocess
from pathlib import Path

import httpx
import yaml

from worker.settings import CATALOGUES, SUPPLIER_URL

PRICE = re.compile(r"^\d{1,7}(?:\.\d{2})?$")
OPERATIONS = {"double": lambda price: price * 2, "half": lambda price: price / 2}


def fetch_catalogue(supplier: str) -> dict:
    answer = httpx.get(f"{SUPPLIER_URL}/catalogues", params={"supplier": supplier}, timeout=10)
    answer.raise_for_status()
    return yaml.safe_load(answer.text)


def catalogue_path(name: str) -> Path:
    """The file of that name, unless the name leads out of the folder."""
    path = (CATALOGUES / name).resolve()
    if not path.is_relative_to(CATALOGUES):
        raise ValueError("The name leads out of the folder.")
    return path


def unpack(name: str) -> None:
    subprocess.run(["tar", "-xzf", str(catalogue_path(name)), "-C", str(CATALOGUES)], check=True, timeout=60)


def reprice(operation: str, price: float) -> float:
    return OPERATIONS[operation](price)


def checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def new_import_token() -> str:
    return secrets.token_urlsafe(32)
