/** A port written into a command, where Railway's PORT should stand. */
export interface LiteralPort {
  readonly port: string;
  /** Index of the word that holds it. */
  readonly word: number;
  /** The word with `${PORT:-n}` in the place of the port. */
  readonly replacement: string;
}

/** `--port 8000`, `-b 0.0.0.0:8000`, `--port=8000`, `php -S 0.0.0.0:8000`. Not `${PORT:-8000}`, and no port of a database. */
export function literalPort(words: readonly string[]): LiteralPort | undefined {
  if (NOT_SERVERS.has(words[0] ?? '')) return undefined;
  for (const [index, word] of words.entries()) {
    const joined = /^(--[\w.-]{1,40})=(.{1,100})$/.exec(word);
    if (joined?.[1] !== undefined && FLAGS.has(joined[1])) {
      const found = portOf(joined[2] ?? '');
      if (found) return { port: found.port, word: index, replacement: `${joined[1]}=${found.replacement}` };
    }
    const isFlag = FLAGS.has(word) || (word === '-S' && /(?:^|\/)php[\d.]*$/.test(words[index - 1] ?? ''));
    const found = isFlag ? portOf(words[index + 1] ?? '') : undefined;
    if (found) return { port: found.port, word: index + 1, replacement: found.replacement };
  }
  return undefined;
}

const FLAGS: ReadonlySet<string> = new Set([
  '--port', '-p', '--bind', '-b', '--listen', '-l', '--server.port', '--server-port', '--http-port',
]); // prettier-ignore
/** Their `-p` or `-l` means something else. */
const NOT_SERVERS: ReadonlySet<string> = new Set([
  'mkdir',
  'cp',
  'ssh',
  'tsc',
  'psql',
  'pg_isready',
  'redis-cli',
  'mysql',
]);
const DATABASE_PORTS: ReadonlySet<string> = new Set([
  '5432',
  '3306',
  '6379',
  '27017',
  '9042',
  '11211',
  '5672',
]);

function portOf(value: string): { port: string; replacement: string } | undefined {
  const match = /^((?:tcp:\/\/)?(?:[\w.-]{0,100}|\[[0-9a-f:]{2,45}\]):)?(\d{2,5})$/.exec(value);
  const port = match?.[2];
  if (port === undefined || Number(port) < 80 || Number(port) > 65_535 || DATABASE_PORTS.has(port))
    return undefined;
  return { port, replacement: `${match?.[1] ?? ''}\${PORT:-${port}}` };
}
