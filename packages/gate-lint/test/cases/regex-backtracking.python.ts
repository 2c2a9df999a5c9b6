export const ng = [
  String.raw`
import re

EMAIL = re.compile(r"^([a-zA-Z0-9]+)+@example\.com$")  # ng

def is_email(text):
    return EMAIL.match(text) is not None
`,
  String.raw`
import re

def words(text):
    return re.match(r"^(\w+\s?)*$", text)  # ng
`,
  String.raw`
import re
from flask import Flask, request

app = Flask(__name__)

@app.get("/search")
def search():
    pattern = re.compile(request.args["pattern"])  # ng
    return {"hits": [line for line in [] if pattern.search(line)]}
`,
  String.raw`
import re
from fastapi import FastAPI

app = FastAPI()
HEADING = re.compile(r"^#+\s*(.*?)\s*$")  # ng

@app.get("/heading")
def heading(line: str):
    return HEADING.match(line).group(1)
`,
  String.raw`
import re

PATH = re.compile(r"^ (?: / [a-z]* )* (?P<name> (?: .* )* ) [.]html $", re.VERBOSE)  # ng

def name(path):
    return PATH.fullmatch(path)
`,
  String.raw`
import re

def clean(text):
    return re.sub(r"(?:\d|\w)+!", "", text)  # ng
`,
];

export const lookAlike = [
  String.raw`
import re

EMAIL = re.compile(r"^[a-zA-Z0-9.]+@example\.com$")

def is_email(text):
    return EMAIL.match(text) is not None
`,
  String.raw`
import re

def words(text):
    return re.match(r"^\w+(?:\s\w+)*$", text)
`,
  String.raw`
import re
from flask import Flask, request

app = Flask(__name__)

@app.get("/search")
def search():
    pattern = re.compile(re.escape(request.args["pattern"]), re.IGNORECASE)
    return {"hits": [line for line in [] if pattern.search(line)]}
`,
  String.raw`
import re

VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?")
SLUG = re.compile(r"[^a-z0-9]+")

def version(text):
    return VERSION.match(text), SLUG.sub("-", text)
`,
  String.raw`
import re

HEADING = re.compile(r"^#+\s*(.*?)\s*$")

def fields(path):
    with open(path) as file:
        return [HEADING.match(line) for line in file]
`,
  String.raw`
import re
from fastapi import FastAPI

app = FastAPI()

@app.get("/find")
def find(q: str):
    digits = re.sub(r"\D+", "", q)
    return re.findall(r"\b[a-z]{1,20}\b", q), digits, re.search(r"(?:ab|cd)+e", q)
`,
];
