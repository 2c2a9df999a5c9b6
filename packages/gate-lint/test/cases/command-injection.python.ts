export const ng = [
  `
import os
from flask import Flask, request

app = Flask(__name__)

@app.route("/ping")
def ping():
    host = request.args.get("host", "localhost")
    os.system(f"ping -c 1 {host}")  # ng
    return "ok"
`,
  `
import subprocess
from fastapi import FastAPI

app = FastAPI()

@app.get("/convert/{name}")
def convert(name: str):
    command = "convert uploads/%s out.png" % name
    return subprocess.check_output(command, shell=True)  # ng
`,
  `
import asyncio
from pydantic import BaseModel
from fastapi import APIRouter

router = APIRouter()

class Job(BaseModel):
    branch: str
    depth: int = 1

async def run(command: str):
    process = await asyncio.create_subprocess_shell(command)  # ng
    await process.wait()

@router.post("/deploy")
async def deploy(job: Job):
    await run("git clone --depth {} -b {} repo".format(job.depth, job.branch))
`,
  `
import subprocess as sp
from django.http import HttpResponse

def whois(request):
    domain = request.POST["domain"]
    result = sp.run(["bash", "-c", "whois " + domain], capture_output=True)  # ng
    return HttpResponse(result.stdout, content_type="text/plain")
`,
  `
from os import popen
from aiohttp import web

async def lookup(request):
    data = await request.post()
    return web.json_response({"out": popen("dig " + data["name"]).read()})  # ng
`,
  `
import subprocess
from fastapi import FastAPI, WebSocket

app = FastAPI()

@app.websocket("/shell")
async def shell(websocket: WebSocket):
    await websocket.accept()
    while True:
        line = await websocket.receive_text()
        await websocket.send_text(subprocess.getoutput(line))  # ng
`,
  `
import paramiko
from flask import Blueprint, request

bp = Blueprint("ops", __name__)

class Remote:
    def __init__(self):
        self.client = paramiko.SSHClient()

    def run(self, command):
        return self.client.exec_command(command)  # ng

@bp.post("/restart")
def restart():
    remote = Remote()
    remote.run("systemctl restart " + request.json["unit"])
    return {}
`,
];

export const lookAlike = [
  `
import subprocess
from flask import Flask, request

app = Flask(__name__)

@app.route("/ping")
def ping():
    host = request.args.get("host", "localhost")
    subprocess.run(["ping", "-c", "1", "--", host], check=True)
    return "ok"
`,
  `
import shlex, subprocess
from fastapi import FastAPI

app = FastAPI()

@app.get("/convert/{name}")
def convert(name: str):
    return subprocess.check_output("convert " + shlex.quote(name) + " out.png", shell=True)
`,
  `
import os
from fastapi import FastAPI

app = FastAPI()

@app.post("/scale/{count}")
def scale(count: int):
    os.system(f"docker compose up --scale web={count}")
    return {}
`,
  `
import subprocess

COMMAND = "ls -la | wc -l"

def count_files():
    return subprocess.check_output(COMMAND, shell=True)

def version():
    return subprocess.run("git describe --tags", shell=True, capture_output=True)
`,
  `
import subprocess
from django.http import HttpResponseBadRequest, JsonResponse

ACTIONS = {"status": "systemctl status app", "uptime": "uptime"}

def action(request):
    name = request.GET.get("action")
    if name not in ACTIONS:
        return HttpResponseBadRequest()
    return JsonResponse({"out": subprocess.getoutput(ACTIONS[name])})
`,
  `
import os
from flask import Flask, request, abort

app = Flask(__name__)

@app.post("/branch")
def branch():
    name = request.form["name"]
    if not name.isalnum():
        abort(400)
    os.system("git checkout " + name)
    return {}
`,
];
