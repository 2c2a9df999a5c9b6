import type { Candidate } from './form.js';

/** Programs that take a password as a word of the command, and where it stands there. */
const COMMANDS: readonly (readonly [keyword: string, pattern: RegExp])[] = [
  [
    'curl ',
    /\bcurl[ \t][^\n|;]{0,400}?(?:-u|--user)[ \t=]{0,4}["']?[\w.@+-]{1,64}:(?<value>[^\s"'|;]{4,128})/di,
  ],
  ['sshpass ', /\bsshpass[ \t]{1,4}-p[ \t]{0,4}["']?(?<value>[^\s"']{4,128})/di],
  ['docker login ', /\bdocker login[ \t][^\n|;]{0,200}?-p[ \t]{1,4}["']?(?<value>[^\s"'|;]{4,128})/di],
  ['mysql ', /\bmysql(?=[ \t])[^\n|;]{0,200}?[ \t]-p["']?(?<value>[^\s"'=|;]{4,128})/di],
  ['mysqldump ', /\bmysqldump(?=[ \t])[^\n|;]{0,200}?[ \t]-p["']?(?<value>[^\s"'=|;]{4,128})/di],
  ['redis-cli ', /\bredis-cli[ \t][^\n|;]{0,200}?(?:-a|--pass)[ \t]{1,4}["']?(?<value>[^\s"'|;]{4,128})/di],
  [
    'convertto-securestring ',
    /ConvertTo-SecureString[ \t](?:-String[ \t])?[ \t]{0,4}["'](?<value>[^"'\n]{4,128})["']/di,
  ],
  ['requirepass ', /\brequirepass[ \t]{1,4}["']?(?<value>[^\s"'|;]{4,128})/di],
];

export const COMMAND_KEYWORDS: readonly string[] = COMMANDS.map(([keyword]) => keyword);

/** One look at a line, since most hold none of it. */
const WORTH_IT = new RegExp(COMMAND_KEYWORDS.join('|'), 'i');

/** `curl -u me:…`, `mysql -p…`: nothing around it is called a password. */
export function* passwordsOfCommands(line: string): Generator<Candidate> {
  if (!WORTH_IT.test(line)) return;
  for (const [, pattern] of COMMANDS) {
    const value = pattern.exec(line)?.indices?.groups?.['value'];
    if (value)
      yield { kind: 'hard-coded-password', start: value[0], end: value[1], name: '', trust: 'given' };
  }
}
