export const ng = [
  `
import pickle
from flask import Flask, request

app = Flask(__name__)

@app.post("/load")
def load():
    return {"state": str(pickle.loads(request.data))}  # ng
`,
  `
import base64
import pickle
from django.http import HttpResponse

def cart(request):
    raw = base64.b64decode(request.COOKIES["cart"])
    items = pickle.loads(raw)  # ng
    return HttpResponse(len(items), content_type="text/plain")
`,
  `
import yaml
from fastapi import FastAPI, Request

app = FastAPI()

@app.post("/config")
async def config(request: Request):
    document = yaml.load(await request.body(), Loader=yaml.Loader)  # ng
    return document
`,
  `
import yaml

def read(path):
    with open(path) as file:
        return yaml.load(file)  # ng
`,
  `
import torch
from fastapi import FastAPI, UploadFile

app = FastAPI()

@app.post("/models")
async def add_model(file: UploadFile):
    model = torch.load(file.file)  # ng
    return {"layers": len(model)}
`,
  `
import pickle
import requests

def remote_state(url):
    response = requests.get(url, timeout=5)
    return pickle.loads(response.content)  # ng
`,
  `
import joblib
import jsonpickle
from flask import Blueprint, request

bp = Blueprint("models", __name__)

@bp.post("/predict")
def predict():
    return {"y": joblib.load(request.files["model"])}  # ng

@bp.post("/state")
def state():
    return {"state": jsonpickle.decode(request.get_data())}  # ng
`,
];

export const lookAlike = [
  `
import json
from flask import Flask, request

app = Flask(__name__)

@app.post("/load")
def load():
    return {"state": json.loads(request.data)}
`,
  `
import yaml
from fastapi import FastAPI, Request

app = FastAPI()

@app.post("/config")
async def config(request: Request):
    first = yaml.safe_load(await request.body())
    second = yaml.load(await request.body(), Loader=yaml.SafeLoader)
    return [first, second, yaml.load(await request.body(), yaml.CSafeLoader)]
`,
  `
import pickle

def clone(value):
    return pickle.loads(pickle.dumps(value))

def cached():
    with open("model.pkl", "rb") as file:
        return pickle.load(file)
`,
  `
import torch

def load_model():
    return torch.load("weights.pt", weights_only=True)
`,
  `
import numpy as np
from fastapi import FastAPI, UploadFile

app = FastAPI()

@app.post("/array")
async def array(file: UploadFile):
    return np.load(file.file, allow_pickle=False).shape
`,
  `
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()

class Item(BaseModel):
    payload: str

@app.post("/items")
def create(item: Item):
    return Item.model_validate_json(item.payload)
`,
];
