"""A preview of the labels for designers, for local work only."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index() -> str:
    return "<h1>Labels</h1>"


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000)
