import type { FileFacts, Listener } from '../code/facts.js';
import type { ServiceModel } from './model.js';
import { joinPath } from './railway-files.js';
import { roleOf } from './role.js';

/** Programs that load an application and listen for it: what the file itself would start does not run. */
const APP_SERVERS =
  /^(?:uvicorn|gunicorn|hypercorn|daphne|granian|waitress-serve|flask|fastapi|puma|unicorn|rackup|next|nuxt|vite|serve)$/;

/**
 * The listeners that run when Railway starts the service: no development branches, nothing that the start command does
 * not load, nothing that waits to be the main program while another one is.
 */
export function effectiveListeners(service: ServiceModel, facts: FileFacts): readonly Listener[] {
  if (facts.listeners.length === 0 || roleOf(service) === 'worker') return [];
  const bound = facts.listeners.filter(({ framework }) => framework === 'gunicorn');
  if (bound.length > 0)
    return bound.filter((one) => one.guard !== 'development' && gunicornReads(service, facts.path));
  if (service.reaches(facts.path) === false) return [];
  const runs = service.start?.runs ?? [];
  const isMain = runs.some((run) => run.entry === facts.path && !startsApp(run.words));
  const startedByOther = runs.some((run) => startsApp(run.words));
  return facts.listeners.filter((listener) => {
    if (listener.guard === 'development' || listener.onSocket) return false;
    if (!listener.onlyAsMain) return !startedByOther || isMain;
    return isMain || (runs.length === 0 && !startedByOther);
  });
}

function startsApp(words: readonly string[]): boolean {
  const [first = ''] = words;
  const program = first.slice(first.lastIndexOf('/') + 1);
  const module = words[words.indexOf('-m') + 1] ?? '';
  return (
    APP_SERVERS.test(program) || (/^python/.test(program) && words.includes('-m') && APP_SERVERS.test(module))
  );
}

/** gunicorn reads gunicorn.conf.py of its folder, or the file of `-c`, unless `--bind` says where to listen. */
function gunicornReads(service: ServiceModel, path: string): boolean {
  return (service.start?.runs ?? []).some(({ words, folder }) => {
    const at = words.findIndex((word) => /(?:^|\/)gunicorn$/.test(word));
    if (at < 0 || words.some((word) => /^(?:-b.*|--bind(?:=.*)?)$/.test(word))) return false;
    const config = words.findIndex((word) => word === '-c' || word === '--config');
    const whole = words.find((word) => word.startsWith('--config='))?.slice('--config='.length);
    const given = whole ?? (config < 0 ? undefined : words[config + 1]);
    return joinPath(folder, given?.replace(/^(?:file|python):/, '') ?? 'gunicorn.conf.py') === path;
  });
}
