import { valueAt, type Span } from '../generic/value-at.js';
import type { FindAccounts } from './find-accounts.js';

const SETTING = /^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_]\w{0,100})[ \t]*=[ \t]*/;
const PASSWORD = /(?:^|_)(?:PASSWORD|PASSWD|PASS|PWD)$/;
const ACCOUNT = /(?:^|_)(?:USER|USERNAME|USER_NAME|LOGIN)$/;

/** `DB_USERNAME` beside `DB_PASSWORD`, wherever in the file: what is before the last word is the same. */
export const VARIABLES: FindAccounts = (lines) => {
  const accounts = new Map<string, Span>();
  for (const { text, at } of lines) {
    const match = SETTING.exec(text);
    const name = match?.groups?.['name']?.toUpperCase() ?? '';
    const value = match && ACCOUNT.test(name) ? valueAt(text, match[0].length, 'line') : undefined;
    const of = name.replace(ACCOUNT, '');
    if (value && !accounts.has(of)) accounts.set(of, { start: at + value.start, end: at + value.end });
  }
  return (own) => {
    const name = SETTING.exec(lines[own]?.text ?? '')?.groups?.['name']?.toUpperCase() ?? '';
    return PASSWORD.test(name) ? accounts.get(name.replace(PASSWORD, '')) : undefined;
  };
};
