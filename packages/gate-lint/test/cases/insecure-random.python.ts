export const ng = [
  `
import random
import string

def generate_token():
    return "".join(random.choice(string.ascii_letters) for _ in range(32))  # ng
`,
  `
import random

def send_code(user):
    otp = random.randint(100000, 999999)  # ng
    user.notify(str(otp))
`,
  `
from random import choices
import string

def reset(user):
    user.reset_token = "".join(choices(string.hexdigits, k=40))  # ng
    user.save()
`,
  `
import random

def session(store):
    session_id = hex(random.getrandbits(128))  # ng
    store[session_id] = {}
    return session_id
`,
  `
import random

def create_user(db, email):
    return db.add(email=email, api_key="%032x" % random.getrandbits(128))  # ng
`,
  `
import random
import string

def new_account():
    alphabet = string.ascii_letters + string.digits
    return {"login": "guest", "password": "".join(random.sample(alphabet, 12))}  # ng
`,
];

export const lookAlike = [
  `
import secrets
import string

def generate_token():
    return "".join(secrets.choice(string.ascii_letters) for _ in range(32))
`,
  `
import random
import time

def retry(attempt):
    delay = 2 ** attempt + random.uniform(0, 1)
    time.sleep(delay)
`,
  `
import random

def sample(rows):
    random.shuffle(rows)
    color = random.choice(["red", "green"])
    return rows[:10], color
`,
  `
from random import SystemRandom

def make_password(alphabet):
    return "".join(SystemRandom().choice(alphabet) for _ in range(20))
`,
  `
import random

def mask_words(tokens, max_tokens=128):
    token = random.choice(tokens)
    num_tokens = random.randint(1, max_tokens)
    return token, num_tokens
`,
  `
import random
import uuid

def simulate():
    price = random.gauss(100, 5)
    return {"id": str(uuid.uuid4()), "price": price, "lottery": random.randrange(10)}
`,
];
