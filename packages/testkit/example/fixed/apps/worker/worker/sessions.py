"""Sign-in of the people who look after the imports."""

import hashlib
import logging
import secrets

from fastapi import APIRouter, HTTPException

from worker import catalogue, database

logger = logging.getLogger("itemize.worker.sessions")
router = APIRouter()


def check_password(username: str, password: str) -> bool:
    salt, expected = database.password_of(username)
    given = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)
    return secrets.compare_digest(given, expected)


@router.post("/login")
def login(username: str, password: str) -> dict:
    if not check_password(username, password):
        logger.warning("sign-in failed")
        raise HTTPException(status_code=401)
    logger.info("signed in")
    return {"token": catalogue.new_import_token()}
