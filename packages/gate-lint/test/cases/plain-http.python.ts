export const ng = [
  `
import requests

def rates():
    return requests.get("http://api.rates.example.com/latest", timeout=5).json()  # ng
`,
  `
import httpx

BASE = "http://payments.example.com"

async def charge(amount):
    async with httpx.AsyncClient() as client:
        return await client.post(f"{BASE}/charge", json={"amount": amount})  # ng
`,
  `
from httpx import Client

client = Client(base_url="http://crm.example.com/api", timeout=10)  # ng
`,
  `
import aiohttp

async def load(path):
    async with aiohttp.ClientSession() as session:
        async with session.get("http://cdn.example.net/" + path) as response:  # ng
            return await response.read()
`,
  `
from urllib.request import urlopen

def feed():
    with urlopen("http://news.example.org/feed.xml") as response:  # ng
        return response.read()
`,
  `
import websockets

async def listen():
    async with websockets.connect("ws://stream.example.com/prices") as socket:  # ng
        return await socket.recv()
`,
];

export const lookAlike = [
  `
import requests

def rates():
    return requests.get("https://api.rates.example.com/latest", timeout=5).json()
`,
  `
import httpx

async def health():
    async with httpx.AsyncClient() as client:
        await client.get("http://localhost:8000/health")
        await client.get("http://127.0.0.1:9000/health")
        await client.get("http://worker.railway.internal:8080/jobs")
        await client.get("http://redis-exporter:9121/metrics")
`,
  `
import xml.dom

SVG = "http://www.w3.org/2000/svg"
NAMESPACES = {"atom": "http://www.w3.org/2005/Atom"}

def find(tree):
    return tree.get("http://www.w3.org/1999/xlink")
`,
  `
import os
import requests

API = os.environ.get("API_URL", "http://localhost:3000")

def items():
    # http://api.example.com was the old address
    return requests.get(f"{API}/items", timeout=5)
`,
  `
import aiohttp

async def call(host, port):
    async with aiohttp.ClientSession() as session:
        return await session.get(f"http://{host}:{port}/status")
`,
  `
import requests

def docs():
    print("See http://docs.example.com for help")
    return requests.get("https://example.com", params={"ref": "http://other.example.com"}, timeout=3)
`,
];
