export const ng = [
  `
from flask import Flask, request

app = Flask(__name__)

@app.post("/calc")
def calc():
    return {"result": eval(request.form["expression"])}  # ng
`,
  `
from fastapi import FastAPI, Body

app = FastAPI()

@app.post("/run")
async def run(script: str = Body(...)):
    code = compile(script, "<script>", "exec")  # ng
    scope = {}
    exec(code, scope)
    return scope.get("result")
`,
  `
import importlib
from django.http import JsonResponse

def plugin(request, *args):
    module = importlib.import_module("plugins." + request.GET["name"])  # ng
    return JsonResponse(module.describe())
`,
  `
from pydantic import BaseModel
from fastapi import APIRouter

router = APIRouter()

class Rule(BaseModel):
    name: str
    condition: str

def matches(condition, row):
    return eval(condition, {}, row)  # ng

@router.post("/rules/test")
def test_rule(rule: Rule):
    return [row for row in ({"a": 1}, {"a": 2}) if matches(rule.condition, row)]
`,
  `
from fastapi import FastAPI, WebSocket

app = FastAPI()

@app.websocket("/ws")
async def ws(socket: WebSocket):
    message = await socket.receive_json()
    exec(message["code"])  # ng
`,
  `
from flask import Blueprint, request

bp = Blueprint("x", __name__)

@bp.route("/filter", methods=["POST"])
def filtered():
    payload = request.get_json()
    key = payload.get("key") or "id"
    getter = eval(f"lambda row: row.{key}")  # ng
    return {"keys": [getter(row) for row in []]}
`,
];

export const lookAlike = [
  `
import ast
from flask import Flask, request

app = Flask(__name__)

@app.post("/calc")
def calc():
    return {"result": ast.literal_eval(request.form["expression"])}
`,
  `
import pandas as pd
from fastapi import FastAPI

app = FastAPI()

@app.get("/model")
def model(name: str):
    net = load(name)
    net.eval()
    frame = pd.DataFrame()
    return frame.query("a > 1").to_dict()

def load(name):
    return MODELS[name]
`,
  `
from fastapi import FastAPI

app = FastAPI()
OPERATIONS = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b}

@app.get("/calc/{operation}")
def calc(operation: str, a: float, b: float):
    return OPERATIONS[operation](a, b)
`,
  `
import re
from flask import Flask, request

app = Flask(__name__)
WORD = re.compile(r"\\w+")

@app.get("/words")
def words():
    return {"words": WORD.findall(request.args["text"])}

class Engine:
    def exec(self, statement):
        return statement

@app.get("/own")
def own():
    return {"x": Engine().exec(request.args["text"])}
`,
  `
import importlib
from django.conf import settings

def load_backends():
    return [importlib.import_module(path) for path in settings.BACKENDS]

def version():
    scope = {}
    with open("version.py") as file:
        exec(file.read(), scope)
    return scope["__version__"]
`,
  `
from typing import Literal
from fastapi import FastAPI

app = FastAPI()

@app.get("/area")
def area(shape: Literal["circle", "square"], size: int):
    return eval(f"{shape}_area({size})")
`,
];
