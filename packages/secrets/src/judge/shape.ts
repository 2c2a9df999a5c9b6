const UUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
const INTEGRITY = /^(?:sha(?:1|224|256|384|512)|md5|blake[23][bs]?)[-:=]/i;
const PUBLIC =
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-|age1[a-z0-9]|-----BEGIN (?:PUBLIC KEY|CERTIFICATE|RSA PUBLIC|PGP PUBLIC|X509 CRL)|pk_(?:live|test)_|pk\.eyJ|phc_|sb_publishable_|M[A-Za-z0-9+/]{0,12}(?:MA0GCSqGSIb3DQEBAQUAA4|ANBgkqhkiG9w0BAQEFAAOC)|M[A-Za-z0-9+/]{0,4}(?:kwEwYHKoZIzj0CAQ|YwEAYHKoZIzj0CAQ|owBQYDK2V))/;
const PATH =
  /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|\\\\)[^\s]*$|^[\w.@-]+(?:\/[\w.@-]+)+$|\.(?:pem|key|crt|cer|p12|jks|json|ya?ml|txt|html?|js|ts|py|rb|php|go|java|css|png|svg|xml|conf|env|sh)$/i;
const URL = /^[a-z][a-z0-9+.-]{1,15}:\/\//i;
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}\.[a-z]{2,24}$/i;
const VERSION = /^v?\d+(?:\.\d+)+(?:[-+][\w.]+)?$|^\d{4}-\d\d-\d\d/;
const CODE = /[()[\]{};]|=>|->|::|\s[=<>!]=\s|^[.#@&][a-z]|^\w+\.\w+\.|\\[a-z]{1}\\|^\w+(?:\.\w+)+$/i;
const NUMBER = /^[-+]?(?:0x[0-9a-f]{1,16}|\d{1,20}(?:\.\d+)?(?:[eE]\d+)?)$/i;
const COLOUR = /^#[0-9a-f]{3,8}$/i;

/** Header, payload and signature: the format of it knows the ones that nobody has to keep. */
const WEB_TOKEN = /^eyJ[\w-]{10,}\.eyJ[\w-]{2,}\.[\w-]*$/;

/** Of a form that secrets do not have: a path, an address, a number, a public key, a digest of an integrity check. */
export function hasOtherForm(value: string): string | undefined {
  if (INTEGRITY.test(value)) return 'digest';
  if (PUBLIC.test(value)) return 'public key';
  if (WEB_TOKEN.test(value)) return 'web token';
  if (URL.test(value)) return 'address';
  if (PATH.test(value) && !/^\/?[A-Za-z0-9+]{16,}/.test(value)) return 'path';
  if (EMAIL.test(value)) return 'e-mail address';
  if (VERSION.test(value)) return 'version or date';
  if (NUMBER.test(value) || COLOUR.test(value)) return 'number';
  return undefined;
}

/** `ghp_[a-z]{36}`: what a secret looks like, said in a regular expression. */
const PATTERN = /\[[^\]]*\w-\w[^\]]*\]|[\])\w.]\{\d+(?:,\d*)?\}|\(\?[:=!<]|\\[dwsb][+*{]/;

export function isPattern(value: string): boolean {
  return PATTERN.test(value);
}

export function isUuid(value: string): boolean {
  return UUID.test(value);
}

/** Holds what only code, a pattern or an expression holds. Passwords of people hold brackets, too: not for those. */
export function isCode(value: string): boolean {
  return CODE.test(value);
}

/** The line says that the value is the digest of something. */
export function isDigest(value: string, name: string, line: string): boolean {
  if (
    !/^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}|[A-Za-z0-9+/]{27,88}={0,2})$/.test(
      value,
    )
  )
    return false;
  return /sha-?(?:1|2|256|384|512)|md5|checksum|digest|integrity|fingerprint|thumbprint|etag|commit|revision|\bhash\b/i.test(
    `${name} ${line.slice(0, 400)}`,
  );
}
