import { isSecretName, judgeSecret, possibleValues, type Value } from '@railgate/code';
import { cleanText, type Severity } from '@railgate/contract';

import type { Use } from '../model.js';
import type { EnvironmentRule } from '../rule.js';

export const secretFallback: EnvironmentRule = {
  id: 'secrets/env-secret-fallback',
  name: 'EnvSecretFallback',
  summary: 'A secret has a default that is written in the code, or is made up anew at every start.',
  description:
    'Reports reads of variables whose name is that of a secret with a literal or a random default, in all languages that are read, and in settings (`${JWT_SECRET:changeme}`). High where what is signed or encrypted with a known value can be forged (JWT, session, cookie, encryption), medium for other secrets and for random ones, low for the password of a database that everybody takes in development. Left out are empty defaults, stand-ins that sign nothing (`dummy`), branches for development, tests and scripts. The value is never shown.',
  why: 'Where the variable is missing the service starts all the same: with a secret that everybody can read in the code, or with one that is another in each replica and after each deployment, which ends every session.',
  remediation:
    'Stop at the start when the variable is missing. Rotate a real secret that stood there, since it stays in the history.',
  example: {
    language: 'ts',
    before: "const secret = process.env.JWT_SECRET || 'secret';",
    after: "const secret = process.env.JWT_SECRET;\nif (!secret) throw new Error('JWT_SECRET is not set');",
  },
  severity: 'medium',
  precision: 'high',
  cwe: [798, 1188],
  catalogue: ['RLY-SEC-014'],
  references: ['https://docs.railway.com/variables', 'https://cwe.mitre.org/data/definitions/1188.html'],
  since: '0.1.0',
  *check({ facts }) {
    const seen = new Set<string>();
    for (const use of facts.uses) {
      const { name, place, source } = use;
      if ((source !== 'code' && source !== 'settings') || use.guard === 'development' || use.inBrowser)
        continue;
      const key = `${place.path}:${place.region.startLine} ${name}`;
      const said = isSecret(name) && !seen.has(key) ? judge(use) : undefined;
      if (!said) continue;
      seen.add(key);
      yield { message: said.message, severity: said.severity, at: place };
    }
  },
};

function isSecret(name: string): boolean {
  return (
    isSecretName(name) ||
    /(?:^|_)(?:JWT|SESSION|COOKIE|ENCRYPTION|HMAC|CSRF)_?(?:SALT|KEYS?)$|^(?:PEPPER|SALT)$/.test(name)
  );
}

/** Whoever knows it makes tokens, cookies or links that the service takes for its own. */
const SIGNS =
  /JWT|SESSION|COOKIE|AUTH_SECRET|NEXTAUTH|SECRET_KEY|ENCRYPT|SIGNING|HMAC|CSRF|^(?:APP_|APPLICATION_)?SECRET$|APP_KEY|TOKEN_SECRET|MASTER_KEY|ADMIN_(?:PASSWORD|TOKEN|SECRET|KEY)|PEPPER|SALT|HASH/;
const DATABASE =
  /(?:^|_)(?:DB|DATABASE|PG|POSTGRES|POSTGRESQL|MYSQL|MARIADB|MONGO|MONGODB|REDIS|RABBITMQ|MINIO|AMQP|NEO4J|CLICKHOUSE|SCYLLA|CASSANDRA|ELASTIC|ELASTICSEARCH|OPENSEARCH)_?(?:ROOT_)?(?:PASSWORD|PASS|PASSWD)$/;

interface Said {
  readonly message: string;
  readonly severity: Severity;
}

function judge({ name, fallback }: Use): Said | undefined {
  if (!fallback) return undefined;
  const found = possibleValues(fallback).map(({ value }) => judgeValue(name, value));
  return found.find((one) => one?.severity === 'high') ?? found.find((one) => one !== undefined);
}

function judgeValue(name: string, value: Value): Said | undefined {
  const said = cleanText(name);
  if (isRandom(value)) {
    return {
      message: `${said} is made up at random where it is not set: every replica and every deployment has another one. Stop at the start when it is missing.`,
      severity: 'medium',
    };
  }
  const text = literalOf(value);
  if (text === undefined) return undefined;
  const kind = judgeSecret(text);
  const severity = severityOf(name, kind);
  if (severity === undefined) return undefined;
  const what = kind === 'literal' ? 'a default that is written here' : 'a default that everybody knows';
  return {
    message: `${said} has ${what}, which counts wherever it is not set. Stop at the start when it is missing.`,
    severity,
  };
}

function severityOf(name: string, kind: ReturnType<typeof judgeSecret>): Severity | undefined {
  if (kind === 'empty') return undefined;
  if (SIGNS.test(name)) return kind === 'placeholder' ? 'medium' : 'high';
  if (kind === 'placeholder') return undefined;
  return DATABASE.test(name) ? 'low' : 'medium';
}

function literalOf(value: Value): string | undefined {
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  if (value.kind !== 'template') return undefined;
  const parts = value.parts.map((part) => (part.kind === 'literal' ? String(part.value) : undefined));
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

const RANDOM =
  /(?:^|[.:>])(?:token_(?:hex|urlsafe|bytes)|uuid[14]?|randomUUID|random_?bytes|randomBytes|randomFillSync|nanoid|cuid2?|NewGuid|new_v4|NewString|random_string|get_random_string|get_random_secret_key|urandom|random|hex|base64|urlsafe_base64|generate_key|alphanumeric|GetBytes|generate_secret)$/;

/** `crypto.randomBytes(32).toString('hex')`, `secrets.token_hex(32)`, `SecureRandom.hex(64)`. */
function isRandom(value: Value, depth = 0): boolean {
  if (depth > 6) return false;
  if (value.kind === 'template') return value.parts.some((part) => isRandom(part, depth + 1));
  if (value.kind !== 'call')
    return value.kind === 'unknown' && value.name !== undefined && RANDOM.test(value.name);
  const parts = value.callee
    .split(/\(|\)/)
    .flatMap((part) => part.split(/(?<=\w)\.(?=toString|hex|decode|substring|slice)/));
  return (
    parts.some((part) => RANDOM.test(part)) ||
    /random|uuid/i.test(value.callee) ||
    value.arguments.some((one) => one.kind === 'call' && isRandom(one, depth + 1))
  );
}
