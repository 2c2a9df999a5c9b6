import type { FileFacts, Listener } from '@railgate/code';
import type { Place } from '@railgate/contract';

import { isSaidInSettings, settingsListeners } from './framework-port.js';
import type { ServiceModel } from './model.js';
import { roleOf } from './role.js';
import { hasSettings, readsSettings } from './server-settings.js';

/** Programs that load an application and listen for it: what the file itself would start does not run. */
const APP_SERVERS =
  /^(?:uvicorn|gunicorn|hypercorn|daphne|granian|waitress-serve|flask|fastapi|puma|unicorn|rackup|rails|thin|falcon|next|nuxt|vite|serve)$/;

/**
 * The listeners that run when Railway starts the service: no development branches, nothing that the start command does
 * not load, nothing that waits to be the main program while another one is.
 */
export function effectiveListeners(service: ServiceModel, facts: FileFacts): readonly Listener[] {
  if (facts.listeners.length === 0 || roleOf(service) === 'worker') return [];
  // A web server takes the requests; what stands behind it may listen where it likes.
  if (isServerFile(facts)) return facts.listeners.filter(({ onSocket }) => !onSocket);
  if (service.code.some(isServerFile)) return [];
  if (facts.language === 'settings') return settingsListeners(service, facts.listeners);
  const bound = facts.listeners.filter(({ framework }) => hasSettings(framework));
  if (bound.length > 0) {
    return bound.filter(
      ({ guard, onSocket, framework }) =>
        guard !== 'development' && !onSocket && readsSettings(service, framework, facts.path),
    );
  }
  if (service.reaches(facts.path) === false) return [];
  const runs = service.start?.runs ?? [];
  const isMain = runs.some((run) => run.entry === facts.path && !startsApp(run.words));
  const startedByOther = runs.some((run) => startsApp(run.words));
  const known = handedOver(service);
  return facts.listeners.filter((listener) => {
    if (known.has(keyOf(listener.place))) return false;
    if (listener.guard === 'development' || listener.onSocket || isSaidInSettings(service, listener))
      return false;
    if (!listener.onlyAsMain) return !startedByOther || isMain;
    return isMain || (runs.length === 0 && !startedByOther);
  });
}

const handed = new WeakMap<ServiceModel, ReadonlySet<string>>();

/** Listeners in functions that are handed an address: the calls of those functions stand for them. */
function handedOver(service: ServiceModel): ReadonlySet<string> {
  const found =
    handed.get(service) ??
    new Set(service.code.flatMap(({ listeners }) => listeners.flatMap(({ of }) => (of ? [keyOf(of)] : []))));
  handed.set(service, found);
  return found;
}

function keyOf({ path, region }: Place): string {
  return `${path}:${region.startLine}:${region.startColumn ?? 0}`;
}

/** A configuration of nginx, Caddy or Apache. */
export function isServerFile({ language }: FileFacts): boolean {
  return language === 'nginx' || language === 'caddy' || language === 'apache';
}

function startsApp(words: readonly string[]): boolean {
  const [first = ''] = words;
  const program = first.slice(first.lastIndexOf('/') + 1);
  const module = words[words.indexOf('-m') + 1] ?? '';
  return (
    APP_SERVERS.test(program) || (/^python/.test(program) && words.includes('-m') && APP_SERVERS.test(module))
  );
}
