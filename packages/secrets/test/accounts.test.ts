import { describe, expect, it } from 'vitest';

import { accountsOf, detect, samples } from '../src/index.js';

const password = samples(7).of('A-Za-z0-9', 16);

/** The names that are found, each with the line of its password. */
function accounts(path: string, text: string): string[] {
  const bytes = Buffer.from(text);
  return accountsOf(bytes, detect(bytes, path)).map(({ start, end, password: { start: at } }) => {
    const line = bytes.subarray(0, at).toString().split('\n').length;
    return `${bytes.toString('utf8', start, end)} of line ${line}`;
  });
}

describe('accounts of stored passwords', () => {
  it.each([
    [
      '.env',
      `DB_USERNAME=shop\nDB_HOST=db\nMAIL_USERNAME=post\nDB_PASSWORD=${password}\nMAIL_PASSWORD=${password}x\n`,
      ['shop of line 4', 'post of line 5'],
    ],
    ['.env', `export SMTP_PASS='${password}'\nexport SMTP_USER="ü@shop.eu"\n`, ['ü@shop.eu of line 1']],
    [
      '.ftpconfig',
      `{\n  "user": "deploy",\n  "watch": [],\n  "pass": "${password}",\n  "passphrase": "${password}x"\n}`,
      ['deploy of line 4'],
    ],
    [
      'sftp.json',
      `[{"username":"one","password":"${password}"},{"username":"two","password":"${password}x"}]`,
      ['one of line 1', 'two of line 1'],
    ],
    [
      'filezilla.xml',
      `<Servers>\n<Server>\n<User>one</User>\n<Pass>${password}</Pass>\n</Server>\n<Server>\n<Pass>${password}x</Pass>\n<User>two</User>\n</Server>\n</Servers>`,
      ['one of line 4', 'two of line 7'],
    ],
    [
      '.netrc',
      `machine a.eu login one password ${password}\nmachine b.eu\n  login two\n  password ${password}x\n`,
      ['one of line 1', 'two of line 4'],
    ],
    ['.msmtprc', `account a\nuser "one"\npassword "${password}"\naccount b\nuser two\n`, ['one of line 3']],
  ])('are named in the same entry of %s', (path, text, expected) => {
    expect(accounts(path, text)).toEqual(expected);
  });

  it.each([
    ['no password is found', '.env', 'DB_USERNAME=shop\nDB_PASSWORD=${DB_PASSWORD}\n'],
    ['the name is of another service', '.env', `MAIL_USERNAME=post\nDB_PASSWORD=${password}\n`],
    ['the secret is no password', '.env', `API_USER=post\nAPI_KEY=${password}${password}\n`],
    ['the name is a variable', '.env', `DB_USERNAME=$NAME\nDB_PASSWORD=${password}\n`],
    ['the name is blank', '.env', `DB_USERNAME=<user>\nDB_PASSWORD=${password}\n`],
    ['it is an address', '.env', `DB_USERNAME=https://shop.eu/a\nDB_PASSWORD=${password}\n`],
    ['it is a comment', '.netrc', `machine a.eu\n# login one\npassword ${password}\n`],
    [
      'another entry has it',
      'filezilla.xml',
      `<Server>\n<User>one</User>\n</Server>\n<Server>\n<Pass>${password}</Pass>\n</Server>`,
    ],
    ['another machine has it', '.netrc', `machine a.eu\nlogin one\nmachine b.eu\npassword ${password}\n`],
    ['the file has no form', 'config.py', `db_user = "shop"\ndb_password = "${password}"\n`],
    ['it is an example', 'docs/.env', `DB_USERNAME=shop\nDB_PASSWORD=${password}\n`],
  ])('are not named where %s', (_why, path, text) => {
    expect(accounts(path, text)).toEqual([]);
  });

  it('are no secret that is masked', () => {
    const text = `DB_USERNAME=shop\nDB_PASSWORD=${password}\n`;
    expect(detect(Buffer.from(text), '.env').map(({ kind }) => kind)).toEqual(['dotenv-secret']);
  });

  it('are looked for in bounded time', () => {
    const entry = `{ "user": "shop", ${' '.repeat(400)}"pass": "abc1" }\n`;
    const bytes = Buffer.from(entry.repeat(900));
    const hits = detect(bytes, '.ftpconfig');
    expect(hits).toHaveLength(900);
    const start = process.cpuUsage();
    expect(accountsOf(bytes, hits)).toHaveLength(900);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
    const more = Buffer.from(entry.repeat(1001));
    expect(accountsOf(more, detect(more, '.ftpconfig'))).toEqual([]);
  });
});
