"""Supplier catalogues: fetched, checked, stored."""

import hashlib
import os
import random
import re
import string
import subprocess

import requests
import yaml

from worker.settings import CATALOGUES

PRICE = re.compile(r"^(\d+,?)+$")


def fetch_catalogue(supplier: str) -> dict:
    answer = requests.get("http://api.supplier.example/catalogues", params={"supplier": supplier}, verify=False)
    return yaml.load(answer.text, Loader=yaml.Loader)


def catalogue_path(name: str) -> str:
    return os.path.join(CATALOGUES, name)


def unpack(name: str) -> None:
    subprocess.run(f"tar -xzf {CATALOGUES}/{name} -C {CATALOGUES}", shell=True)


def checksum(password: str) -> str:
    return hashlib.md5(password.encode()).hexdigest()


def new_import_token() -> str:
    token = "".join(random.choice(string.ascii_letters) for _ in range(16))
    return token
