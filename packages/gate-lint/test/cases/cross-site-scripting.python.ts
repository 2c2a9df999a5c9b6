export const ng = [
  `
from fastapi import FastAPI
from fastapi.responses import Response

app = FastAPI()

@app.post("/export")
def export(text: str, form: str):
    media_type = "text/markdown" if form == "markdown" else "text/html"
    return Response(content=text, media_type=media_type)  # ng
`,
  `
from flask import Flask, request

app = Flask(__name__)

@app.get("/hello")
def hello():
    name = request.args.get("name", "")
    return f"<h1>Hello {name}</h1>"  # ng
`,
  `
from flask import Flask, request, render_template_string

app = Flask(__name__)

@app.route("/preview", methods=["POST"])
def preview():
    template = "<p>" + request.form["body"] + "</p>"
    return render_template_string(template)  # ng
`,
  `
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

app = FastAPI()

@app.get("/search")
def search(q: str = ""):
    return HTMLResponse(f"<p>Results for {q}</p>")  # ng
`,
  `
from django.utils.safestring import mark_safe
from django.shortcuts import render

def profile(request):
    bio = mark_safe("<b>%s</b>" % request.POST["bio"])  # ng
    return render(request, "profile.html", {"bio": bio})
`,
  `
from django.http import HttpResponse

def greet(request):
    return HttpResponse("Hello " + request.GET["name"])  # ng
`,
  `
from markupsafe import Markup
from flask import Blueprint, render_template, request

bp = Blueprint("pages", __name__)

def bold(text):
    return Markup("<b>" + text + "</b>")  # ng

@bp.get("/page")
def page():
    return render_template("page.html", title=bold(request.args["title"]))
`,
  `
import jinja2
from fastapi import FastAPI, Request

app = FastAPI()
environment = jinja2.Environment(autoescape=True)

@app.post("/render")
async def render(request: Request):
    body = await request.json()
    return environment.from_string(body["template"]).render()  # ng
`,
];

export const lookAlike = [
  `
from fastapi import FastAPI
from fastapi.responses import Response

app = FastAPI()

@app.post("/export")
def export(text: str, form: str):
    if form == "markdown":
        media_type = "text/markdown"
    else:
        media_type = "application/json"
    return Response(content=text, media_type=media_type)
`,
  `
from flask import Flask, request, render_template

app = Flask(__name__)

@app.get("/hello")
def hello():
    return render_template("hello.html", name=request.args.get("name", ""))
`,
  `
import html
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

app = FastAPI()

@app.get("/search")
def search(q: str = "", page: int = 1):
    return HTMLResponse(f"<p>Results for {html.escape(q)}, page {page}</p>")
`,
  `
from django.utils.html import format_html
from django.http import HttpResponse, JsonResponse

def greet(request):
    return HttpResponse(format_html("<b>{}</b>", request.GET["name"]))

def plain(request):
    return HttpResponse(request.GET["name"], content_type="text/plain")

def data(request):
    return JsonResponse({"name": request.GET["name"]})
`,
  `
from flask import Flask, jsonify, request
from markupsafe import escape

app = Flask(__name__)

@app.get("/hello")
def hello():
    return f"<h1>Hello {escape(request.args['name'])}</h1>"

@app.get("/json")
def as_json():
    return jsonify(name=request.args["name"])

@app.get("/dict")
def as_dict():
    return {"html": f"<p>{request.args['name']}</p>"}
`,
  `
from jinja2 import Environment, FileSystemLoader, select_autoescape
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

app = FastAPI()
environment = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())

@app.get("/page")
def page(title: str):
    return HTMLResponse(environment.get_template("page.html").render(title=title))
`,
  `
import bleach
from django.utils.safestring import mark_safe

ICON = mark_safe('<i class="icon"></i>')

def comment(request):
    return mark_safe(bleach.clean(request.POST["text"]))
`,
  `
from fastapi import FastAPI

app = FastAPI()

@app.get("/hello")
def hello(name: str):
    return f"<h1>{name}</h1>"
`,
];
