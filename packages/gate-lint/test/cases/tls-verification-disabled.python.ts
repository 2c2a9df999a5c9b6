export const ng = [
  `
import requests

def load(url):
    return requests.get(url, verify=False, timeout=5)  # ng
`,
  `
import httpx

client = httpx.AsyncClient(base_url="https://api.example.com", verify=False)  # ng
`,
  `
import ssl
import aiohttp

async def load(url):
    context = ssl.create_default_context()
    context.check_hostname = False  # ng
    context.verify_mode = ssl.CERT_NONE  # ng
    async with aiohttp.ClientSession() as session:
        return await session.get(url, ssl=context)
`,
  `
import ssl

ssl._create_default_https_context = ssl._create_unverified_context  # ng
`,
  `
import aiohttp

async def load(url):
    connector = aiohttp.TCPConnector(ssl=False)  # ng
    async with aiohttp.ClientSession(connector=connector) as session:
        return await session.get(url)
`,
  `
import requests

session = requests.Session()
session.verify = False  # ng
`,
  `
import urllib3

pool = urllib3.PoolManager(cert_reqs="CERT_NONE")  # ng
`,
  `
import ssl
from urllib.request import urlopen

def load(url):
    return urlopen(url, context=ssl._create_unverified_context())  # ng
`,
];

export const lookAlike = [
  `
import requests

def load(url):
    return requests.get(url, verify=True, timeout=5)
`,
  `
import httpx

client = httpx.AsyncClient(base_url="https://api.example.com", verify="/etc/ssl/own-ca.pem")
`,
  `
import ssl
import aiohttp

async def load(url):
    context = ssl.create_default_context(cafile="ca.pem")
    context.check_hostname = True
    context.verify_mode = ssl.CERT_REQUIRED
    async with aiohttp.ClientSession() as session:
        return await session.get(url, ssl=context)
`,
  `
import requests

def health():
    return requests.get("https://localhost:8443/health", verify=False, timeout=2)
`,
  `
import jwt
from .config import settings

class Form:
    verify = False

def check(token, email):
    form = Form()
    form.verify = False
    return send(email, verify=False)

def send(email, verify):
    return email
`,
  `
import os
import requests

VERIFY = os.environ.get("CA_BUNDLE", True)

def load(url):
    return requests.get(url, verify=VERIFY, timeout=5)
`,
];
