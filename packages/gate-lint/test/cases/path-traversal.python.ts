export const ng = [
  `
import os
from flask import Flask, request, send_file

app = Flask(__name__)

@app.get("/download")
def download():
    path = os.path.join("/srv/files", request.args["name"])
    return send_file(path)  # ng
`,
  `
from pathlib import Path
from fastapi import FastAPI
from fastapi.responses import FileResponse

app = FastAPI()
BASE = Path("/data")

@app.get("/files/{name:path}")
def read(name: str):
    return FileResponse(BASE / name)  # ng
`,
  `
from fastapi import FastAPI, UploadFile

app = FastAPI()

@app.post("/upload")
async def upload(file: UploadFile):
    with open(f"uploads/{file.filename}", "wb") as target:  # ng
        target.write(await file.read())
    return {"name": file.filename}
`,
  `
import os
from flask import Blueprint, current_app, request

bp = Blueprint("files", __name__)

@bp.post("/avatar")
def avatar():
    upload = request.files["avatar"]
    upload.save(os.path.join(current_app.config["UPLOAD_FOLDER"], upload.filename))  # ng
    return {}
`,
  `
from pathlib import Path
from django.http import HttpResponse
from django.conf import settings

def template(request):
    file = Path(settings.TEMPLATES_ROOT) / request.GET["name"]
    return HttpResponse(file.read_text(), content_type="text/plain")  # ng
`,
  `
import shutil
from pydantic import BaseModel
from fastapi import APIRouter

router = APIRouter()

class Remove(BaseModel):
    project: str

@router.post("/projects/remove")
def remove(body: Remove):
    folder = "/projects/" + body.project
    shutil.rmtree(folder)  # ng
    return {"removed": body.project}
`,
  `
import aiofiles
from aiohttp import web

async def load(name):
    async with aiofiles.open(name) as file:  # ng
        return await file.read()

async def page(request):
    return web.Response(text=await load("pages/" + request.match_info["page"]))
`,
];

export const lookAlike = [
  `
import os
from flask import Flask, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

app = Flask(__name__)

@app.get("/download")
def download():
    name = secure_filename(request.args["name"])
    return send_file(os.path.join("/srv/files", name))

@app.get("/static-file")
def static_file():
    return send_from_directory("/srv/files", request.args["name"])
`,
  `
from pathlib import Path
from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse

app = FastAPI()
BASE = Path("/data").resolve()

@app.get("/files/{name:path}")
def read(name: str):
    target = (BASE / name).resolve()
    if not target.is_relative_to(BASE):
        raise HTTPException(status_code=404)
    return FileResponse(target)
`,
  `
import uuid
from pathlib import Path
from fastapi import FastAPI, UploadFile

app = FastAPI()

@app.post("/upload")
async def upload(file: UploadFile):
    target = Path("uploads") / f"{uuid.uuid4()}{Path(file.filename or '').suffix}"
    target.write_bytes(await file.read())
    return {"name": file.filename}
`,
  `
import os
from flask import Blueprint, abort, request

bp = Blueprint("files", __name__)
ROOT = os.path.realpath("/srv/files")

@bp.get("/raw")
def raw():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if not path.startswith(ROOT + os.sep):
        abort(403)
    with open(path) as file:
        return {"text": file.read()}
`,
  `
import os
from django.http import FileResponse, Http404

REPORTS = {"sales": "sales.csv", "users": "users.csv"}

def report(request):
    name = request.GET.get("report")
    if name not in REPORTS:
        raise Http404
    return FileResponse(open(os.path.join("/reports", REPORTS[name]), "rb"))
`,
  `
import os
from fastapi import FastAPI
from uuid import UUID

app = FastAPI()

@app.get("/invoices/{invoice_id}")
def invoice(invoice_id: UUID):
    with open(f"/invoices/{invoice_id}.pdf", "rb") as file:
        return len(file.read())

@app.get("/base")
def base(name: str):
    with open(os.path.join("/srv", os.path.basename(name))) as file:
        return file.read()
`,
  `
from pathlib import Path
from flask import Flask, abort, request

app = Flask(__name__)
BASE = Path("/data").resolve()

@app.get("/read")
def read():
    target = (BASE / request.args["name"]).resolve()
    try:
        target.relative_to(BASE)
    except ValueError:
        abort(404)
    return {"text": target.read_text()}
`,
  `
from pathlib import Path
from fastapi import APIRouter
from fastapi.responses import FileResponse

router = APIRouter()

@router.get("/media/{file_name}")
async def media(file_name: str):
    return FileResponse(Path("/media") / file_name)
`,
];
