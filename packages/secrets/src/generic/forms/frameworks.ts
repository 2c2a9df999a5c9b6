import { baseName } from '../file-kind.js';
import type { FileForm } from '../form.js';
import { linesOf } from '../lines.js';
import { classifyName } from '../names.js';

const DEFINE =
  /\bdefine\([ \t]{0,8}(?<q>["'])(?<name>[A-Z_]{3,40})\k<q>[ \t]{0,16},[ \t]{0,16}(?:'(?<single>(?:[^'\\]|\\.){1,256})'|"(?<double>(?:[^"\\]|\\.){1,256})")/dg;
const SALTS = /^(?:SECURE_|LOGGED_IN_)?(?:AUTH_|NONCE_|LOGGED_IN_)?(?:KEY|SALT)$/;

/** https://developer.wordpress.org/advanced-administration/wordpress/wp-config/ */
export const WORDPRESS: FileForm = {
  id: 'wordpress',
  reads: (path) => /^wp-config(?:[-.][\w.-]+)?\.php(?:\.\w+)?$/.test(baseName(path)) && !/sample/.test(path),
  *find(text) {
    for (const { text: line, at } of linesOf(text))
      for (const match of line.matchAll(DEFINE)) {
        const name = match.groups?.['name'] ?? '';
        const groups = match.indices?.groups;
        const [start, end] = groups?.['single'] ?? groups?.['double'] ?? [0, 0];
        const kind = SALTS.test(name) ? 'wordpress-salt' : 'settings-password';
        if (kind === 'wordpress-salt' || classifyName(name) !== undefined)
          yield { kind, start: at + start, end: at + end, name, trust: 'stored' };
      }
  },
};

/** https://guides.rubyonrails.org/security.html#custom-credentials: the file is the key. */
export const RAILS_KEY: FileForm = {
  id: 'rails-master-key',
  reads: (path) => /(?:^|\/)master\.key$|(?:^|\/)credentials\/[\w-]{1,40}\.key$/.test(path),
  *find(text) {
    const key = /^\s{0,16}([0-9a-f]{32})\s{0,16}$/.exec(text.slice(0, 128))?.[1];
    const start = key === undefined ? -1 : text.indexOf(key);
    if (start >= 0)
      yield { kind: 'rails-master-key', start, end: start + 32, name: 'master.key', trust: 'stored' };
  },
};

const VARIABLE = /^[ \t]*variable[ \t]+"(?<name>[\w-]{1,80})"/;
const DEFAULT = /^[ \t]*default[ \t]*=[ \t]*"(?<value>[^"\n]{1,512})"/d;

/** `variable "db_password" { default = "…" }`. */
export const TERRAFORM: FileForm = {
  id: 'terraform',
  reads: (path) => /\.(?:tf|tofu)$/i.test(path),
  *find(text) {
    let name = '';
    for (const { text: line, at } of linesOf(text)) {
      name = VARIABLE.exec(line)?.groups?.['name'] ?? (line.startsWith('}') ? '' : name);
      const value = name === '' ? undefined : DEFAULT.exec(line)?.indices?.groups?.['value'];
      if (value && classifyName(name) !== undefined)
        yield { kind: 'terraform-secret', start: at + value[0], end: at + value[1], name, trust: 'config' };
    }
  },
};

const HASHES =
  /(?<=['"\t,(]|^)(?<value>\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$[56]\$[^'"$\s]{1,40}\$[./A-Za-z0-9]{43,86}|\$argon2(?:id|i|d)\$[^'"\s]{20,200}|\$[PH]\$[./A-Za-z0-9]{31}|pbkdf2_sha(?:1|256)\$\d{1,8}\$[^'"\s]{10,140})(?=['"\t,)]|$)/dgm;

/** Hashes of passwords in rows of a dump. */
export const SQL_DUMP: FileForm = {
  id: 'sql-dump',
  reads: (path) => /\.(?:sql|dump|mysql|pgsql|psql|sqlite\.txt)$/i.test(path),
  *find(text) {
    for (const match of text.matchAll(HASHES)) {
      const [start, end] = match.indices?.groups?.['value'] ?? [0, 0];
      yield { kind: 'password-hash', start, end, name: '', trust: 'stored' };
    }
  },
};
