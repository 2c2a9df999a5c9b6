import { flagValue, programOf } from './programs.js';

/** Programs that listen on PORT when no flag says otherwise; the flags that say otherwise. From their documentation. */
const READERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['next', ['-p', '--port']],
  ['nuxt', ['-p', '--port']],
  ['gunicorn', ['-b', '--bind']],
  ['serve', ['-l', '--listen', '-p']],
  ['http-server', ['-p', '--port']],
  ['remix-serve', ['--port', '-p']],
  ['react-router-serve', ['--port', '-p']],
  ['react-scripts', []],
  ['rails', ['-p', '--port']],
  ['heroku-php-apache2', []],
  ['heroku-php-nginx', []],
  ['fastapi', ['--port']],
  ['sirv', ['-p', '--port']],
  ['strapi', []],
  ['medusa', ['-p', '--port']],
  ['directus', []],
  ['n8n', []],
]);

/** A start command, and not a build or a migration by the same program. */
const STARTS = /^(?:start|serve|s|server|run|develop|dev|preview)$/;
const NO_SUBCOMMAND: ReadonlySet<string> = new Set([
  'gunicorn', 'serve', 'http-server', 'remix-serve', 'react-router-serve', 'sirv', 'n8n', 'heroku-php-apache2',
  'heroku-php-nginx',
]); // prettier-ignore

/** Does a command start a server that takes PORT by itself? */
export function readsPort(words: readonly string[]): boolean {
  const { name, arguments: args } = programOf(words);
  const flags = READERS.get(name);
  if (!flags || flagValue(args, ...flags) !== undefined) return false;
  return NO_SUBCOMMAND.has(name) || STARTS.test(args.find((word) => !word.startsWith('-')) ?? '');
}
