import { baseName } from '../file-kind.js';
import type { Candidate, FileForm } from '../form.js';
import { linesOf } from '../lines.js';
import { classifyName, kindOfName } from '../names.js';
import { valueAt } from '../value-at.js';

/** A name, what gives it a value, and where the value begins. */
const SETTING =
  /^[ \t]*(?:(?:export|set|setenv|declare[ \t]+-x|-x)[ \t]+)?(?<name>[A-Za-z_][\w.:-]{0,100})[ \t]*[= ][ \t]*/;

/** Of Dockerfiles and fish: a space gives the value. */
const SPACED = /^[ \t]*(?:ENV|set[ \t]+-\w+)[ \t]+(?<name>[A-Za-z_]\w{0,100})[ \t]+(?=[^\s=])/i;

/** `ENV NAME value`, `set -gx NAME value`. */
export const DOCKERFILE: FileForm = {
  id: 'dockerfile',
  reads: (path) => /^(?:dockerfile|containerfile)|\.dockerfile$|\.fish$/.test(baseName(path)),
  *find(text) {
    for (const { text: line, at } of linesOf(text)) {
      const match = SPACED.exec(line);
      const name = match?.groups?.['name'] ?? '';
      const is = classifyName(name);
      const value = match && is && valueAt(line, match[0].length, 'line');
      if (value)
        yield { kind: kindOfName(is), start: at + value.start, end: at + value.end, name, trust: 'given' };
    }
  },
};

function formOf(id: string, kind: string, names: RegExp): FileForm {
  return {
    id,
    reads: (path) => names.test(baseName(path)),
    *find(text) {
      for (const { text: line, at } of linesOf(text)) {
        const match = SETTING.exec(line);
        const name = match?.groups?.['name'];
        if (match && name !== undefined) yield* setting(line, at, { kind, name, from: match[0].length });
      }
    },
  };
}

function* setting(
  line: string,
  at: number,
  given: { kind: string; name: string; from: number },
): Generator<Candidate> {
  const is = classifyName(given.name);
  if (is === undefined) return;
  const value = valueAt(line, given.from, 'line');
  if (value)
    yield {
      kind: given.kind,
      start: at + value.start,
      end: at + value.end,
      name: given.name,
      trust: 'stored',
    };
}

/** Variables of one deployment: `.env`, `.env.production`, `app.env`. */
export const DOTENV = formOf(
  'dotenv',
  'dotenv-secret',
  /^\.(?:flask)?env(?:\..+|rc)?$|^[\w.-]+\.env$|^env\.(?:local|prod|production)$/,
);

/** What a person's shell reads when it starts, and what it remembers. */
export const SHELL_PROFILE = formOf(
  'shell-profile',
  'shell-profile-secret',
  /^\.?(?:bashrc|bash_(?:profile|login|aliases|history)|profile|zshrc|zshenv|zprofile|zlogin|zsh_history|kshrc|cshrc|tcshrc|exports|extra|envrc)$|^config\.fish$/,
);

/** Settings of one installation: `my.cnf`, `config`, and the like without an extension that says more. */
export const SETTINGS = formOf(
  'settings',
  'settings-password',
  /^\.?(?:my\.cnf|mylogin\.cnf|config|s3cfg|boto|smbcredentials|ircrc|wgetrc|curlrc|rediscli_auth|odbc\.ini|pgservice\.conf|pg_service\.conf|winscp\.ini|krb5\.conf)$/,
);
