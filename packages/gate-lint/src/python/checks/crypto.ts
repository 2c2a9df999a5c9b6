import { argument, isConstant, keyword, type CallSite, type Reporter } from '../flow/call-site.js';
import { snakeCase } from '../flow/secret-names.js';
import { textOf } from '../syntax/module-index.js';
import { namesOfUse } from './context.js';

const CRYPTO = 'lint/weak-crypto';
const PROTECTED =
  /(?:^|_)(?:password|passwd|pwd|passphrase|secret|token|api_key|signature|signed|sign|credential|credentials|auth|otp|session_id)(?:$|_)/;
const HARMLESS_USE =
  /(?:^|_)(?:cache|etag|checksum|fingerprint|dedup|gravatar|avatar|content|file|color|bucket|shard)(?:$|_)/;

/** MD5 and SHA-1 where they protect something, old ciphers, ECB, tokens whose signature nobody checks. */
export function checkCrypto(call: CallSite, report: Reporter): void {
  checkHash(call, report);
  checkCipher(call, report);
  checkJsonWebToken(call, report);
}

function checkHash(call: CallSite, report: Reporter): void {
  const algorithm = hashOf(call);
  if (algorithm === undefined || isConstant(keyword(call, 'usedforsecurity'), 'false')) return;
  const reason = protects(call);
  if (reason === undefined) return;
  report({
    ruleId: CRYPTO,
    at: call.node,
    message: `${algorithm.toUpperCase()} is broken and protects \`${reason}\` here; use argon2 or scrypt for passwords, HMAC with SHA-256 for signatures.`,
  });
}

function hashOf(call: CallSite): string | undefined {
  const direct =
    /^hashlib\.(md5|md4|sha1)$/.exec(call.name)?.[1] ??
    /^Crypto\.Hash\.(MD5|SHA1?|MD4|MD2)\.new$/.exec(call.name)?.[1];
  if (direct !== undefined) return direct;
  if (call.name !== 'hashlib.new') return undefined;
  const name = argument(call, 0, 'name')?.value.text?.toLowerCase().replace('-', '');
  return name === 'md5' || name === 'md4' || name === 'sha1' ? name : undefined;
}

/** What the hash stands for, when it protects something: told by what goes in and by the name it comes out under. */
function protects(call: CallSite): string | undefined {
  for (const one of call.arguments) if (one.value.secret !== undefined) return one.value.secret.label;
  const uses = [...namesOfUse(call.node, call.module, call.caller), ...makerOf(call)];
  if (uses.some((name) => HARMLESS_USE.test(name))) return undefined;
  return uses.find((name) => PROTECTED.test(name) && !/^(?:get_)?token_hash_key$/.test(name));
}

/** `hash_password` says what its hashes are for; `authorize_login` does not. */
function makerOf(call: CallSite): string[] {
  const name = snakeCase(call.caller?.name ?? '');
  return /(?:^|_)(?:hash|digest|encrypt|encode|sign|make|generate|create|check|verify|salt|validate)(?:$|_)/.test(
    name,
  )
    ? [name]
    : [];
}

const OLD_CIPHERS =
  /^(?:Crypto\.Cipher\.(DES3?|ARC4|ARC2|Blowfish|CAST|XOR)\.new|cryptography\.hazmat\.(?:primitives|decrepit)\.ciphers\.algorithms\.(ARC4|Blowfish|TripleDES|IDEA|CAST5|SEED|RC2)|pyDes\.(des|triple_des))$/;

function checkCipher(call: CallSite, report: Reporter): void {
  const old = OLD_CIPHERS.exec(call.name);
  if (old !== null) {
    const name = old[1] ?? old[2] ?? old[3] ?? '';
    report({
      ruleId: CRYPTO,
      at: call.node,
      message: `${name} is a broken cipher; use AES-256-GCM or ChaCha20-Poly1305.`,
    });
    return;
  }
  if (/^cryptography\.hazmat\.primitives\.ciphers\.modes\.ECB$/.test(call.name)) {
    report({
      ruleId: CRYPTO,
      at: call.node,
      message: 'ECB mode shows which blocks are equal; use GCM with a fresh nonce.',
    });
  }
  const mode = argument(call, 1, 'mode');
  if (
    /^Crypto\.Cipher\.\w+\.new$/.test(call.name) &&
    mode !== undefined &&
    /\.MODE_ECB$/.test(mode.value.name ?? '')
  ) {
    report({
      ruleId: CRYPTO,
      at: mode.node,
      message: 'ECB mode shows which blocks are equal; use GCM with a fresh nonce.',
    });
  }
}

function checkJsonWebToken(call: CallSite, report: Reporter): void {
  if (!/^(?:jwt|jose\.jwt|authlib\.jose\.jwt)\.(?:decode|encode)$/.test(call.name)) return;
  const options = argument(call, 99, 'options');
  if (options !== undefined && options.value.fields?.get('verify_signature')?.node?.type === 'false') {
    report({
      ruleId: CRYPTO,
      at: options.node,
      message: `\`${call.written}\` does not check the signature: anybody can write the token.`,
    });
    return;
  }
  if (call.method === 'decode' && isConstant(keyword(call, 'verify'), 'false')) {
    report({
      ruleId: CRYPTO,
      at: call.node,
      message: `\`${call.written}\` does not check the signature: anybody can write the token.`,
    });
    return;
  }
  const algorithms = argument(call, 2, 'algorithms', 'algorithm');
  if (algorithms === undefined) return;
  const names = (algorithms.value.items ?? [algorithms.value]).map((one) => one.text?.toLowerCase());
  if (names.includes('none') || (call.method === 'encode' && isConstant(algorithms, 'none'))) {
    report({
      ruleId: CRYPTO,
      at: algorithms.node,
      message: `\`${call.written}\` accepts tokens that nobody signed.`,
    });
  }
}

const RANDOM =
  /^random\.(?:random|randint|randrange|choice|choices|sample|getrandbits|uniform|randbytes|shuffle)$|^numpy\.random\.(?:randint|choice|bytes|rand|random)$/;
const TOKEN =
  /(?:^|_)(?:token|tokens|secret|password|passwd|pwd|passphrase|otp|nonce|salt|session_id|sessionid|session_key|api_key|apikey|csrf|csrf_token|verification_code|reset_code|auth_code|confirm_code|confirmation_code|invite_code|one_time_code|login_code|sms_code|mfa_code|recovery_code|backup_codes?|activation_code|activation_key|access_code|secret_key|signing_key|encryption_key|private_key|pin_code)(?:$|_)/;
const NOT_A_TOKEN =
  /(?:^|_)(?:max|min|num|n|count|len|length|total|size|budget|limit|index|idx|position|mask|masked|rate|bucket|delay|timeout|expiry|expires?)(?:$|_)/;

/** `random` for what nobody may guess. */
export function checkRandom(call: CallSite, report: Reporter): void {
  if (!RANDOM.test(call.name)) return;
  const uses = [...namesOfUse(call.node, call.module, call.caller)];
  const maker = snakeCase(call.caller?.name ?? '');
  if (/^(?:_?)(?:generate|gen|make|create|new|random|build|get_random|issue)(?:_|$)/.test(maker))
    uses.push(maker);
  const found = uses.find((name) => TOKEN.test(name) && !NOT_A_TOKEN.test(name));
  if (found === undefined || picksOne(call)) return;
  report({
    ruleId: 'lint/insecure-random',
    at: call.node,
    message: `\`${call.written}\` makes \`${found}\` from a generator whose next values can be computed; use the module \`secrets\`.`,
  });
}

/** `token = random.choice(tokens)` picks one of what is there. */
function picksOne(call: CallSite): boolean {
  const first = call.arguments[0]?.node;
  if (call.method !== 'choice' || first === undefined) return false;
  return /(?:tokens|passwords|secrets|keys|codes|words|vocab\w*)$/i.test(textOf(call.module, first));
}
