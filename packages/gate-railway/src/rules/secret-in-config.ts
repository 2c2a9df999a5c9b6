import {
  holdsPassword,
  isSecretName,
  isTable,
  judgeSecret,
  shellWords,
  type ConfigDocument,
  type Pointer,
} from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { regionWithin } from '../fixes/in-place.js';
import type { Report, RailwayRule } from '../rule.js';

export const secretInConfig: RailwayRule = {
  id: 'railway/secret-in-config',
  name: 'SecretInConfig',
  summary: 'A secret stands in railway.toml or railway.json in plain text.',
  description:
    'Reports, in every text of the file, `NAME=value` and `--flag value` where the name says secret and the value is a literal; addresses with a password; tokens of known forms (Stripe, GitHub, AWS, Slack and others); and the password of `registryCredentials`. Variables (`$X`, `${X}`, `${{Service.X}}`), stand-ins that only a build needs, and defaults such as `changeme` are not reported. The message names the key and never the value.',
  why: 'Everybody who can read the repository, its history, its forks and the build logs has the secret, and it cannot be changed without a commit.',
  remediation:
    'Revoke the secret and make a new one, set it as a sealed variable of the service, and write `$NAME`.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "JWT_SECRET=<the secret> node ."',
    after: '[deploy]\nstartCommand = "node ."',
  },
  severity: 'high',
  precision: 'high',
  cwe: [798, 312],
  catalogue: ['RLY-CFG-029'],
  references: ['https://docs.railway.com/variables#sealed-variables'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const { pointer, text } of textsOf(document)) yield* check(document, pointer, text);
    },
  },
};

function* check(document: ConfigDocument, pointer: Pointer, text: string): Iterable<Report> {
  const reported = new Set<string>();
  for (const { name, secret } of secretsIn(pointer, text)) {
    if (reported.has(secret)) continue;
    reported.add(secret);
    const at = document.place(pointer, 'value');
    const region = regionWithin(document.text, at.region, secret);
    yield {
      message: `${cleanText(name)} is a secret in plain text. Revoke it, and set it as a sealed variable in Railway.`,
      at: region ? { path: document.path, region } : at,
      subject: { kind: 'secret' },
    };
  }
}

interface Secret {
  /** What it is called, never its value. */
  readonly name: string;
  readonly secret: string;
}

/** Every text of the file with its place. The parsers bound the depth. */
function* textsOf(
  document: ConfigDocument,
  pointer: Pointer = [],
): Generator<{ pointer: Pointer; text: string }> {
  const value = document.get(pointer);
  if (typeof value === 'string') yield { pointer, text: value };
  else if (isTable(value)) {
    for (const key of document.keys(pointer)) yield* textsOf(document, [...pointer, key]);
  } else if (Array.isArray(value)) {
    for (const index of value.keys()) yield* textsOf(document, [...pointer, index]);
  }
}

function* secretsIn(pointer: Pointer, text: string): Iterable<Secret> {
  const key = String(pointer.at(-1));
  if (isSecretName(key) && isLiteral(text)) return void (yield { name: key, secret: text });
  const words = shellWords(text.slice(0, 10_000)).map((word) => word.text);
  for (const [index, word] of words.entries()) {
    const named = namedSecret(word, words[index + 1]);
    if (named) yield named;
    else if (ADDRESS.test(word) && holdsPassword(addressOf(word))) {
      yield { name: 'The address with a password', secret: addressOf(word) };
    } else {
      const token = tokenIn(word);
      if (token) yield token;
    }
  }
}

/** `NAME=value`, `--api-key=value`, `--token value`; inside of `sh -c "…"` too, since the words are split again. */
function namedSecret(word: string, next: string | undefined): Secret | undefined {
  const [, name, value] = /^(?:-{1,2}|export\s)?([A-Za-z_][\w.-]{1,100})=([^\s"']{1,500})/.exec(word) ?? [];
  if (name !== undefined && value !== undefined) {
    return isSecretName(name) && isLiteral(value) ? { name, secret: value } : undefined;
  }
  const flag = /^--([A-Za-z][\w-]{1,60})$/.exec(word)?.[1];
  if (flag === undefined || next === undefined || next.startsWith('-')) return innerSecret(word);
  return isSecretName(flag) && isLiteral(next) ? { name: flag, secret: next } : undefined;
}

/** A word with blanks is a command of its own. */
function innerSecret(word: string): Secret | undefined {
  if (!/\s/.test(word)) return undefined;
  const inner = shellWords(word).map((one) => one.text);
  for (const [index, one] of inner.entries()) {
    const found = /\s/.test(one) ? undefined : namedSecret(one, inner[index + 1]);
    if (found) return found;
  }
  return undefined;
}

/** Not a variable, not a file, not a stand-in. Short values may be modes and numbers. */
function isLiteral(value: string): boolean {
  if (value.length < 6 || /[$<`]|^\.{0,2}\/|\{\{|%\w+%/.test(value)) return false;
  return judgeSecret(value) === 'literal' && !ADDRESS.test(value);
}

const ADDRESS = /\w{2,20}:\/\/[^\s:@/]{0,100}:[^\s@]{1,200}@/;

function addressOf(word: string): string {
  return word.slice(word.search(/[A-Za-z][\w+]{1,19}:\/\//));
}

/** Forms that their issuers publish; nothing else looks like them. */
const TOKENS: readonly (readonly [string, RegExp])[] = [
  ['A key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{16,200}/],
  ['A token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,100})/],
  ['A key of AWS', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['A token of Slack', /\bxox[abprs]-[\w-]{20,200}/],
  ['A token of GitLab', /\bglpat-[\w-]{20,100}/],
  ['A token of npm', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['A key of Anthropic', /\bsk-ant-[\w-]{30,200}/],
  ['A key of OpenAI', /\bsk-(?:proj-)?[\w-]{40,200}/],
  ['A key of SendGrid', /\bSG\.[\w-]{16,40}\.[\w-]{30,60}/],
  ['A key of Google', /\bAIza[\w-]{35}\b/],
];

function tokenIn(word: string): Secret | undefined {
  for (const [name, form] of TOKENS) {
    const secret = form.exec(word)?.[0];
    if (secret !== undefined) return { name, secret };
  }
  return undefined;
}
