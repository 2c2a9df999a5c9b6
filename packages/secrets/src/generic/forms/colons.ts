import { baseName } from '../file-kind.js';
import type { Candidate, FileForm } from '../form.js';
import { linesOf } from '../lines.js';

/** `$6$…`, `$apr1$…`, `{SHA}…`, and the thirteen characters of DES crypt. */
const HASH = /^(?:\$[0-9a-z-]{1,20}\$|\{[A-Z0-9-]{2,12}\}[A-Za-z0-9+/]|[./A-Za-z0-9]{13}$|[0-9a-f]{32}$)/;

const NAMES =
  /^(?:\.?ht(?:passwd|digest)s?|g?shadow-?|master\.passwd|.*passwd|.*\.(?:htpasswd|shadow|passwd)|htpasswd[.-]\w+)$/;

/** crypt(5), passwd(5), shadow(5), htpasswd, htdigest: `user:hash:…`. */
export const PASSWORD_FILE: FileForm = {
  id: 'password-file',
  reads: (path) => NAMES.test(baseName(path)) && !/\/bin\/|\.sh$/.test(path),
  *find(text, path) {
    const kind = /shadow/i.test(baseName(path)) ? 'shadow-hash' : 'htpasswd-hash';
    for (const { text: line, at } of linesOf(text)) {
      const hash = fields(line).find(({ value }, index) => (index === 1 || index === 2) && HASH.test(value));
      if (hash)
        yield { kind, start: at + hash.at, end: at + hash.at + hash.value.length, name: '', trust: 'stored' };
    }
  },
};

/** https://www.postgresql.org/docs/current/libpq-pgpass.html: host:port:database:user:password, `\:` is a colon. */
export const PGPASS: FileForm = {
  id: 'pgpass',
  reads: (path) => ['.pgpass', 'pgpass', 'pgpass.conf'].includes(baseName(path)),
  *find(text) {
    for (const { text: line, at } of linesOf(text)) {
      if (line.startsWith('#')) continue;
      const password = /^(?:[^:\\]|\\.){0,500}(?::(?:[^:\\]|\\.){0,500}){3}:(?<password>.+)$/.exec(line)
        ?.groups?.['password'];
      if (password === undefined) continue;
      const start = at + line.length - password.length;
      yield { kind: 'pgpass-password', start, end: start + password.length, name: '', trust: 'stored' };
    }
  },
};

/** https://git-scm.com/docs/git-credential-store: a URL a line; the last at sign ends the password. */
export const GIT_CREDENTIALS: FileForm = {
  id: 'git-credentials',
  reads: (path) => baseName(path) === '.git-credentials' || path.endsWith('git/credentials'),
  *find(text) {
    for (const { text: line, at } of linesOf(text)) {
      const separator = line.indexOf('://');
      const colon = separator < 0 ? -1 : line.indexOf(':', separator + 3);
      const end = line.lastIndexOf('@');
      if (colon > 0 && end > colon + 1) yield credential(at + colon + 1, at + end);
    }
  },
};

function credential(start: number, end: number): Candidate {
  return { kind: 'git-credentials-password', start, end, name: '', trust: 'stored' };
}

function fields(line: string): { readonly value: string; readonly at: number }[] {
  let at = 0;
  return line.split(':', 4).map((value) => ({ value, at: (at += value.length + 1) - value.length - 1 }));
}
