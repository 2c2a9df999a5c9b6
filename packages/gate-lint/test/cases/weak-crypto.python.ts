export const ng = [
  `
import hashlib

def hash_password(password):
    return hashlib.md5(password.encode()).hexdigest()  # ng
`,
  `
import hashlib

def register(form, users):
    users.insert(email=form["email"], password=hashlib.sha1(form["pw"].encode()).hexdigest())  # ng
`,
  `
import jwt

def user_of(token):
    claims = jwt.decode(token, options={"verify_signature": False})  # ng
    return claims["sub"]
`,
  `
from Crypto.Cipher import AES

def encrypt(key, data):
    return AES.new(key, AES.MODE_ECB).encrypt(data)  # ng
`,
  `
from Crypto.Cipher import DES

def encrypt(key, data, iv):
    return DES.new(key, DES.MODE_CBC, iv).encrypt(data)  # ng
`,
  `
from cryptography.hazmat.primitives.asymmetric import rsa

key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # ng
`,
  `
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

def encryptor(key):
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # ng
`,
  `
import hashlib

def sign_payload(payload, salt):
    return hashlib.new("md5", payload + salt).hexdigest()  # ng
`,
];

export const lookAlike = [
  `
import hashlib

def etag(content):
    return hashlib.md5(content).hexdigest()

def cache_key(url):
    return "page:" + hashlib.sha1(url.encode()).hexdigest()
`,
  `
import hashlib

def hash_password(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)

def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()
`,
  `
import jwt

def user_of(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": True, "require": ["exp"]})
`,
  `
from Crypto.Cipher import AES
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

def encrypt(key, nonce, data):
    return AES.new(key, AES.MODE_GCM, nonce=nonce).encrypt(data), AESGCM(key).encrypt(nonce, data, None)
`,
  `
from cryptography.hazmat.primitives.asymmetric import rsa

key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
`,
  `
import hashlib

def gravatar(email):
    return "https://www.gravatar.com/avatar/" + hashlib.md5(email.lower().encode()).hexdigest()

def checksum_of_token_file(data):
    checksum = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return checksum
`,
  `
import hashlib

def authorize_login_password(email, bucket):
    hashed = hashlib.sha1(email.encode()).hexdigest()
    return bucket.authorize(f"pw-{hashed}", 20, 3600)
`,
];
