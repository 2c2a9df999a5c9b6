import { flagValue } from '../commands/programs.js';
import type { ServiceModel } from './model.js';
import { joinPath } from './railway-files.js';

/** A server that reads where to listen from a file of its own, unless its command says it. */
interface Server {
  /** Flags that name the file; `-C x`, `-Cx` and `--config=x`. */
  readonly file: readonly string[];
  /** What it reads when none is named. */
  readonly defaults: readonly string[];
  /** Words of the command that go before the file. */
  readonly overrides: RegExp;
}

/** By the name that listeners of such files have. */
const SERVERS: ReadonlyMap<string, Server> = new Map<string, Server>([
  ['gunicorn', { file: ['-c', '--config'], defaults: ['gunicorn.conf.py'], overrides: /^(?:-b.*|--bind(?:=.*)?)$/ }],
  ['puma', { file: ['-C', '--config'], defaults: ['config/puma/production.rb', 'config/puma.rb'], overrides: /^(?:-[bp].*|--(?:bind|port)(?:=.*)?)$/ }],
  ['unicorn', { file: ['-c', '--config-file'], defaults: [], overrides: /^(?:-[lp].*|--(?:listen|port)(?:=.*)?)$/ }],
]); // prettier-ignore

/** They hand their own address to the server that they load. */
const LOADERS = /(?:^|\/)(?:rackup|rails)$/;

/** Is it a server that only listens where somebody starts it by this name? */
export function hasSettings(framework: string): boolean {
  return SERVERS.has(framework);
}

/** Does a start command of the service read these settings? */
export function readsSettings(service: ServiceModel, framework: string, path: string): boolean {
  const server = SERVERS.get(framework);
  return (service.start?.runs ?? []).some(({ words, folder }) => {
    const isStarted =
      words.some((word) => word === framework || word.endsWith(`/${framework}`)) &&
      !LOADERS.test(words[0] ?? '');
    if (!server || !isStarted || words.some((word) => server.overrides.test(word))) return false;
    const given = givenFile(words, server.file);
    const files = given === undefined ? server.defaults : [given];
    return files.some((file) => joinPath(folder, file) === path);
  });
}

/** gunicorn takes `file:x` and `python:x` as well. */
function givenFile(words: readonly string[], flags: readonly string[]): string | undefined {
  const [short = ''] = flags;
  const tight = words.find((word) => word.startsWith(short) && word.length > 2 && !word.startsWith('--'));
  const given = flagValue(words, ...flags) ?? tight?.slice(2);
  return given?.replace(/^(?:file|python):/, '');
}
