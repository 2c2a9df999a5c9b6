import { flagValue, programOf } from './programs.js';

/** A server that is made for a desk: as people call it, and whether it at least answers like a real one. */
export interface DevServer {
  readonly name: string;
  readonly works: boolean;
}

/** Programs that are nothing else. */
const PROGRAMS: ReadonlySet<string> = new Set([
  'nodemon', 'ts-node-dev', 'tsnd', 'node-dev', 'webpack-dev-server', 'live-server', 'react-native', 'air', 'watchexec',
  'shotgun', 'rerun',
]); // prettier-ignore

/** The subcommand, or flags, that make a program one; an empty text is a call without any. */
const SUBCOMMANDS: ReadonlyMap<string, RegExp> = new Map([
  ['next', /^(?:dev|)$/],
  ['nuxt', /^(?:dev|)$/],
  ['nuxi', /^dev$/],
  ['vite', /^(?:dev|serve|)$/],
  ['astro', /^dev$/],
  ['remix', /^dev$/],
  ['react-router', /^dev$/],
  ['gatsby', /^develop$/],
  ['react-scripts', /^start$/],
  ['ng', /^(?:serve|s)$/],
  ['vue-cli-service', /^serve$/],
  ['webpack', /^(?:serve|server)$/],
  ['svelte-kit', /^dev$/],
  ['wrangler', /^dev$/],
  ['netlify', /^dev$/],
  ['vercel', /^dev$/],
  ['fastapi', /^dev$/],
  ['strapi', /^(?:dev|develop)$/],
  ['medusa', /^develop$/],
  ['storybook', /^dev$/],
  ['mkdocs', /^serve$/],
  ['jekyll', /^(?:serve|s)$/],
  ['hugo', /^(?:server|serve)$/],
  ['expo', /^start$/],
]);

/** Flags that restart or debug, with the programs that have them. */
const FLAGS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:uvicorn|gunicorn|hypercorn|granian|daphne|sanic|litestar)$/, /^--reload$/],
  [/^(?:node|tsx|bun|deno|nest)$/, /^(?:--watch|--hot)$/],
];

/** The development server that a command is, or nothing. */
export function devServer(words: readonly string[]): DevServer | undefined {
  const { name, arguments: args } = programOf(words);
  const plain = args.find((word) => !word.startsWith('-')) ?? '';
  if (PROGRAMS.has(name)) return { name, works: false };
  if (SUBCOMMANDS.get(name)?.test(plain) === true) return dev(name, plain);
  if (name === 'flask' && args.includes('run')) return dev(name, 'run');
  const flag = FLAGS.find(([program]) => program.test(name));
  const found = flag && args.find((word) => flag[1].test(word));
  if (found !== undefined) return { name: `${name} ${found}`, works: false };
  if (/^(?:tsx|cargo|dotnet)$/.test(name) && plain === 'watch') return dev(name, plain);
  if (name === 'vite' && plain === 'preview') return { name: 'vite preview', works: true };
  if (isRunserver(name, args)) return { name: 'manage.py runserver', works: false };
  return rubyServer(words[0] ?? '', name, args) ?? phpServer(name, args, plain);
}

function phpServer(
  name: string,
  [first = '', second]: readonly string[],
  plain: string,
): DevServer | undefined {
  if (name === 'php' && first === '-S') return { name: 'php -S', works: true };
  if (name === 'php' && /^(?:artisan|spark|yii)$/.test(first) && second === 'serve') {
    return { name: `php ${first} serve`, works: true };
  }
  const isSymfony = name === 'symfony' && /^(?:serve|(?:local:)?server:start)$/.test(plain);
  return isSymfony ? { name: `symfony ${plain}`, works: true } : undefined;
}

/** `bin/dev`, `foreman start -f Procfile.dev`, `rails server -e development`. */
function rubyServer(program: string, name: string, args: readonly string[]): DevServer | undefined {
  if (/(?:^|\/)bin\/dev$/.test(program)) return dev(program, '');
  const file = name === 'foreman' ? flagValue(args, '-f', '--procfile') : undefined;
  if (file !== undefined && /\.dev$/.test(file)) return dev('foreman start', `-f ${file}`);
  const isServer = /^(?:rails|puma|rackup)$/.test(name);
  const environment = isServer ? flagValue(args, '-e', '-E', '--environment', '--env') : undefined;
  return environment === 'development' ? dev(name, '-e development') : undefined;
}

function dev(name: string, subcommand: string): DevServer {
  return { name: `${name} ${subcommand}`.trim(), works: false };
}

/** `python manage.py runserver`, `./manage.py runserver`, `django-admin runserver`. */
function isRunserver(name: string, args: readonly string[]): boolean {
  if (name === 'manage.py' || name === 'django-admin' || name === 'django') return args[0] === 'runserver';
  const script = args.findIndex((word) => word.endsWith('manage.py'));
  return name === 'python' && script !== -1 && args[script + 1] === 'runserver';
}
