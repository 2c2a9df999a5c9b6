export const ng = [
  `
from flask import Flask, redirect, request

app = Flask(__name__)

@app.get("/login")
def login_page():
    return redirect(request.args.get("next") or "/")  # ng
`,
  `
from fastapi import APIRouter
from fastapi.responses import RedirectResponse

router = APIRouter()

@router.get("/out")
def out(url: str):
    return RedirectResponse(url, status_code=302)  # ng
`,
  `
from django.shortcuts import redirect

def leave(request):
    target = request.GET.get("return_to", "/")
    return redirect(target)  # ng
`,
  `
from django.http import HttpResponseRedirect

def back(request):
    url = request.POST["url"]
    if not url.startswith("/"):
        url = "/" + url
    return HttpResponseRedirect("https://" + request.GET["host"] + "/start")  # ng
`,
  `
from aiohttp import web

async def go(request):
    raise web.HTTPFound(request.query["to"])  # ng
`,
  `
from starlette.requests import Request
from starlette.responses import RedirectResponse

def target_of(request, fallback):
    return request.query_params.get("continue", fallback)

async def done(request: Request):
    return RedirectResponse(url=target_of(request, "/home"))  # ng
`,
];

export const lookAlike = [
  `
from flask import Flask, redirect, request, url_for

app = Flask(__name__)

@app.get("/item")
def item():
    return redirect(url_for("show", id=request.args["id"]))
`,
  `
from fastapi import APIRouter
from fastapi.responses import RedirectResponse

router = APIRouter()

@router.get("/short/{code}")
def short(code: str):
    return RedirectResponse(f"/items/{code}")

@router.get("/docs")
def docs(page: str):
    return RedirectResponse("https://docs.example.com/" + page)
`,
  `
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

def leave(request):
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    return redirect(target)
`,
  `
from urllib.parse import urlparse
from flask import Flask, redirect, request

app = Flask(__name__)

@app.get("/login")
def login_page():
    target = request.args.get("next")
    if not target or urlparse(target).netloc != "":
        target = "/"
    return redirect(target)
`,
  `
from fastapi import FastAPI, HTTPException
from fastapi.responses import RedirectResponse

app = FastAPI()
ALLOWED = ["https://app.example.com", "https://admin.example.com"]

@app.get("/out")
def out(url: str):
    if url not in ALLOWED:
        raise HTTPException(400)
    return RedirectResponse(url)
`,
  `
from flask import Blueprint, redirect, request

bp = Blueprint("auth", __name__)

@bp.get("/back")
def back():
    target = request.args.get("next", "/")
    if target.startswith("/") and not target.startswith("//"):
        return redirect(target)
    return redirect("/")

@bp.get("/here")
def here():
    return redirect(request.url)
`,
  `
from django.shortcuts import redirect
from django.urls import reverse

def filters(request):
    return "?" + request.GET.get("filters", "")

def save(request):
    url = reverse("checks")
    url += filters(request)
    return redirect(url)
`,
];
