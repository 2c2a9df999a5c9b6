import { baseName } from '../file-kind.js';
import type { FileForm } from '../form.js';

/** `password` and the word behind it, in quotes or not. */
const PASSWORD =
  /(?:^|\s)(?:password|passwd|pass|passwordeval_literal)\s+(?:"(?<quoted>[^"]{1,256})"|'(?<single>[^']{1,256})'|(?<word>[^\s"']{1,256}))/dgi;

const COMMENT = /^[ \t]*#.*$/gm;
const blank = (comment: string): string => ' '.repeat(comment.length);

function formOf(id: string, kind: string, names: RegExp): FileForm {
  return {
    id,
    reads: (path) => names.test(baseName(path)),
    *find(text) {
      // The word may stand on the next line.
      for (const match of text.replace(COMMENT, blank).matchAll(PASSWORD)) {
        const groups = match.indices?.groups;
        const [start, end] = groups?.['quoted'] ?? groups?.['single'] ?? groups?.['word'] ?? [0, 0];
        yield { kind, start, end, name: 'password', trust: 'stored' };
      }
    },
  };
}

/** https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html */
export const NETRC = formOf('netrc', 'netrc-password', /^[._]?netrc$|\.netrc$|^\.?authinfo$/);

/** esmtp, msmtp, fetchmail and mpop: `password "…"`. */
export const MAIL_CLIENT = formOf(
  'mail-client',
  'mail-client-password',
  /^\.?(?:esmtprc|msmtprc|fetchmailrc|mpoprc|getmailrc|nullmailer)$/,
);
