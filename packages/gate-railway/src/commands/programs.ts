/** The program that a command runs, and what it is given. */
export interface Program {
  /** Without its folder, and `uvicorn` for `python -m uvicorn` too. */
  readonly name: string;
  readonly arguments: readonly string[];
}

/** `./node_modules/.bin/next start`, `node node_modules/vite/bin/vite.js preview`, `python3.12 -m gunicorn app`. */
export function programOf(words: readonly string[]): Program {
  const name = baseOf(words[0] ?? '').replace(/\.exe$/, '');
  const rest = words.slice(1);
  if (/^python[\d.]*$/.test(name)) {
    const module = rest.findIndex((word) => word === '-m');
    const isFirst = module !== -1 && rest.slice(0, module).every((word) => word.startsWith('-'));
    return isFirst
      ? { name: rest[module + 1] ?? '', arguments: rest.slice(module + 2) }
      : { name: 'python', arguments: rest };
  }
  // `ruby bin/rails server`
  const stub = name === 'ruby' ? /^(?:\.\/)?bin\/(\w+)$/.exec(rest[0] ?? '')?.[1] : undefined;
  if (stub !== undefined) return { name: stub, arguments: rest.slice(1) };
  const binary = name === 'node' ? /node_modules\/(?:\.bin\/)?([\w-]+)/.exec(rest[0] ?? '')?.[1] : undefined;
  return binary === undefined ? { name, arguments: rest } : { name: binary, arguments: rest.slice(1) };
}

/** The value of `--flag x`, `--flag=x`, `-fx` is not taken apart; the empty text for a flag without a value. */
export function flagValue(words: readonly string[], ...flags: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const equals = word.indexOf('=');
    if (flags.includes(word)) return words[index + 1] ?? '';
    if (equals > 0 && flags.includes(word.slice(0, equals))) return word.slice(equals + 1);
  }
  return undefined;
}

const HTTP_PROGRAMS: ReadonlySet<string> = new Set([
  'uvicorn', 'gunicorn', 'hypercorn', 'daphne', 'granian', 'waitress-serve', 'flask', 'fastapi', 'streamlit', 'puma',
  'unicorn', 'rackup', 'thin', 'serve', 'http-server', 'nginx', 'caddy', 'apache2-foreground', 'httpd-foreground',
  'httpd', 'frankenphp', 'php-fpm', 'json-server', 'sirv', 'falcon', 'thrust', 'shotgun', 'heroku-php-apache2',
  'heroku-php-nginx', 'rr',
]); // prettier-ignore

const SUBCOMMANDS: ReadonlyMap<string, RegExp> = new Map([
  ['next', /^(?:start|dev)$/],
  ['nuxt', /^(?:start|dev|preview)$/],
  ['vite', /^(?:preview|dev|serve|)$/],
  ['astro', /^(?:preview|dev)$/],
  ['remix-serve', /./],
  ['react-router-serve', /./],
  ['rails', /^(?:s|server)$/],
  ['symfony', /^(?:serve|server:start|local:server:start)$/],
  ['react-scripts', /^start$/],
  ['ng', /^serve$/],
]);

/** Is it a program that can be nothing but a web server? Programs that run code of the repository are not. */
export function isHttpServer(words: readonly string[]): boolean {
  const program = programOf(words);
  if (HTTP_PROGRAMS.has(program.name)) return true;
  const first = program.arguments[0] ?? '';
  if (program.name === 'php') return isPhpServer(program.arguments);
  return SUBCOMMANDS.get(program.name)?.test(first) ?? false;
}

/** `php -S 0.0.0.0:80`, and the servers that frameworks start. */
function isPhpServer([first = '', second = '']: readonly string[]): boolean {
  if (first === '-S') return true;
  return PHP_SERVERS.get(first)?.test(second) ?? false;
}

const PHP_SERVERS: ReadonlyMap<string, RegExp> = new Map([
  ['artisan', /^(?:serve|octane:start|reverb:start)$/],
  ['spark', /^serve$/],
  ['yii', /^serve$/],
]);

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
