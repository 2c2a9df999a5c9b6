import { memberName, propertyName, propertyOf, unwrap, type Call, type Node } from '../model/ast.js';
import { nameOf, shortName } from '../model/names.js';
import { staticText } from '../model/static-text.js';
import { hasWord, wordsOf } from '../model/words.js';
import type { Check, CheckInput } from './check.js';
import { purposesOf } from './purpose.js';

const ruleId = 'lint/weak-crypto';
const BROKEN_HASH = /^(?:rsa-)?(?:md[245]|sha-?1|ripemd(?:160)?)$/i;
const BROKEN_CIPHER = /^(?:des|3des|rc[245]|bf|blowfish|cast5?|seed|idea)(?:$|-)|ede|(?:^|-)ecb$/i;
const PROTECTED = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'token',
  'secret',
  'signature',
  'sign',
  'signed',
  'hmac',
  'auth',
  'session',
  'otp',
  'credential',
  'license',
  'licence',
  'pin',
  'apikey',
]);
const HARMLESS = new Set([
  'etag',
  'cache',
  'checksum',
  'gravatar',
  'avatar',
  'fingerprint',
  'content',
  'file',
  'digest',
  'bucket',
  'shard',
  'dedupe',
  'version',
  'integrity',
  'git',
  'blob',
  'asset',
]);
const LIBRARY_HASH =
  /^(?:crypto-js\.(?:MD5|SHA1|RIPEMD160)|crypto-js\/(?:md5|sha1)|CryptoJS\.(?:MD5|SHA1)|md5|blueimp-md5|js-md5|sha1|js-sha1|spark-md5\.hash|ts-md5\.Md5\.hashStr)$/;
const LIBRARY_CIPHER = /^(?:crypto-js|CryptoJS)\.(?:DES|TripleDES|RC4|RC4Drop|Rabbit)\.encrypt$/;

export const checkWeakCrypto: Check = (input) => {
  for (const call of input.model.calls) checkCall(input, call, nameOf(input.model, call.callee));
  for (const node of input.model.news) checkKeySize(input, nameOf(input.model, node.callee), node.arguments);
  for (const property of input.model.properties) {
    const name = propertyName(property.key, property.computed);
    if (name === 'mode' && /(?:crypto-js|CryptoJS)\.mode\.ECB$/.test(nameOf(input.model, property.value))) {
      tell(input, property, 'high', 'ECB mode shows which blocks of the text are equal.');
    }
    if (name === 'minVersion' && /^TLSv1(?:\.1)?$/.test(staticText(input.model, property.value) ?? '')) {
      tell(input, property, 'medium', 'TLS before 1.2 is broken and allowed here.');
    }
  }
};

function checkCall(input: CheckInput, call: Call, name: string): void {
  const [first, second] = call.arguments;
  if (!first) return;
  if (/(?:^|\.)createHash$/.test(name)) checkHash(input, call, staticText(input.model, first) ?? '');
  else if (LIBRARY_HASH.test(name)) checkHash(input, call, /sha/i.test(name) ? 'sha1' : 'md5');
  else if (/(?:^|\.)(?:createHmac|createSign|createVerify)$/.test(name)) checkSignature(input, call, name);
  else if (/^crypto\.(?:createCipher|createDecipher)$/.test(name)) {
    tell(
      input,
      call.callee,
      'high',
      `\`${shortName(input.model, call.callee)}\` derives its key by MD5 and uses no initialisation vector.`,
    );
  } else if (/(?:^|\.)createCipheriv$/.test(name)) checkCipher(input, call);
  else if (LIBRARY_CIPHER.test(name))
    tell(
      input,
      call.callee,
      'high',
      `\`${shortName(input.model, call.callee)}\` encrypts by a broken algorithm.`,
    );
  else if (/(?:^|\.)subtle\.digest$/.test(name) && second && /^sha-1$/i.test(algorithmName(input, first))) {
    checkPurpose(input, call, first, 'SHA-1', input.model.textOf(second));
  } else if (/(?:^|\.)pbkdf2(?:Sync)?$/.test(name)) checkIterations(input, call.arguments[2]);
  else checkKeySize(input, name, call.arguments);
  checkToken(input, call, name);
}

function algorithmName({ model }: CheckInput, node: Node): string {
  return staticText(model, propertyOf(unwrap(node), 'name') ?? node) ?? '';
}

function checkHash(input: CheckInput, call: Call, algorithm: string): void {
  const hashed = hashedText(input, call);
  if (BROKEN_HASH.test(algorithm))
    checkPurpose(input, call, call.arguments[0] ?? call, algorithm.toUpperCase(), hashed);
  else if (/^sha(?:-?2|-?5|3)/i.test(algorithm) && isPassword(hashed)) {
    const message = `${algorithm.toUpperCase()} is made to be fast, so that passwords hashed by it are guessed quickly.`;
    tell(input, call, 'medium', message);
  }
}

function isPassword(text: string): boolean {
  return hasWord(wordsOf(text), new Set(['password', 'passwd', 'pwd'])) && !/reset|token|random/i.test(text);
}

/** What is fed to a hash: `createHash(…).update(text)`, `md5(text)`, and `hash.update(text)` of a variable. */
function hashedText({ model }: CheckInput, call: Call): string {
  if (!/createHash$/.test(nameOf(model, call.callee)))
    return call.arguments.map((argument) => model.textOf(argument)).join(' ');
  const texts: string[] = [];
  let node: Node = call;
  while (node.parent?.type === 'MemberExpression' && node.parent.parent?.type === 'CallExpression') {
    const next: Call = node.parent.parent;
    if (memberName(node.parent) === 'update')
      texts.push(...next.arguments.map((argument) => model.textOf(argument)));
    node = next;
  }
  const target =
    node.parent?.type === 'VariableDeclarator' && node.parent.id.type === 'Identifier'
      ? node.parent.id
      : undefined;
  for (const reference of target ? (model.variableOf(target)?.references ?? []) : []) {
    const member = reference.identifier.parent as Node | undefined;
    if (
      member?.type !== 'MemberExpression' ||
      memberName(member) !== 'update' ||
      member.parent?.type !== 'CallExpression'
    )
      continue;
    texts.push(...member.parent.arguments.map((argument) => model.textOf(argument)));
  }
  return texts.join(' ');
}

/** Severity by what the hash protects, told by the names around it. */
function checkPurpose(input: CheckInput, call: Call, node: Node, algorithm: string, hashed: string): void {
  const names = [...purposesOf(input.model, call), ...identifiers(hashed)];
  const words = names.flatMap(wordsOf);
  if (hasWord(words, PROTECTED) && !hasWord(words, new Set(['gravatar', 'avatar', 'etag', 'cache']))) {
    const what = names.find((name) => hasWord(wordsOf(name), PROTECTED)) ?? 'it';
    tell(input, node, 'high', `${algorithm} is broken and protects \`${what}\` here.`);
  } else if (!hasWord(words, HARMLESS)) {
    tell(input, node, 'low', `${algorithm} is broken: fine for a checksum, not for anything that protects.`);
  }
}

function identifiers(text: string): string[] {
  return (text.slice(0, 400).match(/[A-Za-z_$][\w$]*/g) ?? []).slice(0, 30);
}

function checkSignature(input: CheckInput, call: Call, name: string): void {
  const algorithm = staticText(input.model, call.arguments[0] as Node) ?? '';
  if (!BROKEN_HASH.test(algorithm)) return;
  const severity = /createSign$/.test(name) ? 'high' : 'medium';
  tell(
    input,
    call.arguments[0] as Node,
    severity,
    `Signatures by ${algorithm.toUpperCase()} can be forged or soon will be.`,
  );
}

function checkCipher(input: CheckInput, call: Call): void {
  const [algorithm, , iv] = call.arguments;
  const name = algorithm ? (staticText(input.model, algorithm) ?? '') : '';
  if (algorithm && BROKEN_CIPHER.test(name))
    tell(input, algorithm, 'high', `\`${name}\` is a broken way to encrypt.`);
  else if (iv && !/^(?:null|undefined)$/.test(input.model.textOf(iv)) && isConstantBytes(input, iv)) {
    tell(input, iv, 'high', 'The initialisation vector is the same for every message.');
  }
}

/** `Buffer.alloc(16)`, `'0123…'`, `Buffer.from('…')`, directly or as a constant. */
function isConstantBytes(input: CheckInput, node: Node, depth = 4): boolean {
  const inner = unwrap(node);
  const text = staticText(input.model, inner);
  if (text !== undefined && inner.type !== 'CallExpression') return text !== '';
  if (depth === 0) return false;
  if (inner.type === 'Identifier') {
    const variable = input.model.variableOf(inner);
    const definition = variable?.defs[0];
    const isFilled = variable?.references.some((reference) => isFilledBy(reference.identifier)) ?? false;
    return (
      definition?.type === 'Variable' &&
      definition.node.init !== null &&
      !isFilled &&
      isConstantBytes(input, definition.node.init, depth - 1)
    );
  }
  if (inner.type !== 'CallExpression' && inner.type !== 'NewExpression') return false;
  const name = nameOf(input.model, inner.callee);
  if (/^(?:Buffer\.alloc|Uint8Array)$/.test(name)) return true;
  const [first] = inner.arguments;
  return (
    name === 'Buffer.from' &&
    first !== undefined &&
    (staticText(input.model, first) !== undefined || first.type === 'ArrayExpression')
  );
}

/** `crypto.randomFillSync(iv)`, `iv.set(…)`, `data.copy(iv)`. */
function isFilledBy(node: Node): boolean {
  const parent = node.parent as Node | undefined;
  if (parent?.type === 'CallExpression')
    return /random|copy|fill|getRandomValues/i.test(
      parent.callee.type === 'MemberExpression' ? (memberName(parent.callee) ?? '') : '',
    );
  return (
    parent?.type === 'MemberExpression' &&
    parent.object === node &&
    ['set', 'fill', 'write'].includes(memberName(parent) ?? '')
  );
}

function checkKeySize(input: CheckInput, name: string, args: readonly Node[]): void {
  const size = keySize(name, args);
  const bits = size && numberOf(input, size);
  if (bits !== undefined && bits > 0 && bits < 2048)
    tell(input, size as Node, 'high', `An RSA key of ${bits} bits can be factored.`);
}

function keySize(name: string, args: readonly Node[]): Node | undefined {
  const [first, second] = args;
  if (/(?:^|\.)generateKeyPair(?:Sync)?$/.test(name) && first && second) {
    if (/rsa\.generateKeyPair$/.test(name)) return first;
    return first.type === 'Literal' && /^(?:rsa|dsa)/.test(String(first.value))
      ? propertyOf(unwrap(second), 'modulusLength')
      : undefined;
  }
  if (/rsa\.generateKeyPair$/.test(name)) return first && (propertyOf(unwrap(first), 'bits') ?? first);
  return /^node-rsa$/.test(name) && first ? propertyOf(unwrap(first), 'b') : undefined;
}

function numberOf({ model }: CheckInput, node: Node): number | undefined {
  const text = staticText(model, node);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function checkIterations(input: CheckInput, node: Node | undefined): void {
  const rounds = node && numberOf(input, node);
  if (node && rounds !== undefined && rounds < 10_000)
    tell(input, node, 'medium', `${rounds} rounds of PBKDF2 are guessed through quickly.`);
}

function checkToken(input: CheckInput, call: Call, name: string): void {
  if (!/^(?:jsonwebtoken|jwt|jose|jwt-simple)\b/.test(name)) return;
  const [token, key, options] = call.arguments;
  if (/\.verify$/.test(name) && key && isEmptyKey(key) && options === undefined)
    return tell(input, key, 'high', 'Without a key the signature of the token is not checked.');
  const given = options ? unwrap(options) : undefined;
  const algorithms = propertyOf(given, 'algorithms') ?? propertyOf(given, 'algorithm');
  if (algorithms && /['"`]none['"`]/i.test(input.model.textOf(algorithms)))
    tell(input, algorithms, 'high', 'Tokens of the algorithm `none` are signed by nobody.');
  if (
    /^jsonwebtoken\.decode$|^jose\.decodeJwt$|^jose\.UnsecuredJWT\.decode$/.test(name) &&
    token &&
    !verifiesTokens(input)
  ) {
    tell(
      input,
      call,
      input.flow.taintOf(token, 'object') ? 'high' : 'low',
      `\`${shortName(input.model, call.callee)}\` reads a token without checking its signature, and nothing in this file does.`,
    );
  }
}

function isEmptyKey(node: Node): boolean {
  return node.type === 'Literal' && (node.value === null || node.value === '' || node.value === false);
}

function verifiesTokens({ model }: CheckInput): boolean {
  return /\b(?:verify|jwtVerify|verifyAsync|verifyToken|compactVerify)\w*\(/.test(model.text);
}

function tell(
  { report }: CheckInput,
  node: Node,
  severity: 'high' | 'medium' | 'low',
  message: string,
): void {
  report({ ruleId, severity, node, message });
}
