export const ng = [
  `
import logging
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
logger = logging.getLogger(__name__)

class Login(BaseModel):
    email: str
    password: str

@app.post("/login")
def login(body: Login):
    logger.info("sign-in of %s with %s", body.email, body.password)  # ng
    return {}
`,
  `
import os

print(os.environ)  # ng
`,
  `
import logging
from flask import Flask, request

app = Flask(__name__)

@app.before_request
def trace():
    logging.debug("headers: %s", dict(request.headers))  # ng
`,
  `
import structlog

log = structlog.get_logger()

def refresh(client):
    access_token = client.refresh()
    log.info("refreshed", token=access_token)  # ng
`,
  `
from flask import Blueprint, current_app, request

bp = Blueprint("auth", __name__)

@bp.post("/login")
def login():
    current_app.logger.info(f"login attempt {request.get_json()}")  # ng
    return {}
`,
  `
import logging
import requests

logger = logging.getLogger("app")

def call(api_key):
    headers = {"Authorization": f"Bearer {api_key}"}
    logger.debug("calling with %r", headers)  # ng
    return requests.get("https://api.example.com", headers=headers, timeout=5)
`,
  `
from loguru import logger
from django.contrib.auth import authenticate

def sign_in(request):
    password = request.POST["password"]
    user = authenticate(username=request.POST["username"], password=password)
    if user is None:
        logger.warning("failed: " + password)  # ng
    return user
`,
];

export const lookAlike = [
  `
import os

db_url = os.environ.get("DATABASE_URL")
masked_url = db_url.split("@")[-1] if "@" in db_url else db_url
print(f"Database URL: {masked_url}")
`,
  `
import logging
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
logger = logging.getLogger(__name__)

class Login(BaseModel):
    email: str
    password: str

@app.post("/login")
def login(body: Login):
    logger.info("password of %s is checked", body.email)
    return {}
`,
  `
import os

print(os.environ.get("RAILWAY_ENVIRONMENT_NAME"), len(os.environ), os.environ["PORT"])
`,
  `
import logging

logger = logging.getLogger(__name__)

def reset(user, token):
    logger.info("reset token sent to user %s, %d characters, present: %s", user.id, len(token), bool(token))
    logger.warning("token expired" if token is None else "password changed")
`,
  `
def mask(value):
    return "***"

def show(log, api_key, token_count, max_tokens, token_type):
    log.info("key %s, %s of %s tokens of type %s", mask(api_key), token_count, max_tokens, token_type)
`,
  `
import logging
from flask import Flask, request

app = Flask(__name__)

@app.post("/items")
def items():
    logging.info("agent %s, path %s", request.headers.get("User-Agent"), request.path)
    logging.info("item %s", request.get_json())
    return {}
`,
  `
def tokenize(text):
    for token in text.split():
        print(token)

def report(counts):
    print("secret files:", counts["secrets_found"], "password policy:", counts["password_policy"])
`,
  `
import secrets
import sys

def main():
    password = secrets.token_urlsafe(16)
    print("Your new password:", password, file=sys.stderr)

if __name__ == "__main__":
    main()
`,
];
