"""Sign-in of the people who look after the imports."""

from fastapi import APIRouter, HTTPException

from worker import catalogue, database

router = APIRouter()


def check_password(username: str, password: str) -> bool:
    return database.password_of(username) == catalogue.checksum(password)


@router.post("/login")
def login(username: str, password: str) -> dict:
    if not check_password(username, password):
        raise HTTPException(status_code=401)
    return {"token": catalogue.new_import_token()}
