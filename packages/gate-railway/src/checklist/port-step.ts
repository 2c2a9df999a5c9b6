import { possibleValues, referencesIn, type DockerfileDocument, type Listener } from '@railgate/code';

import { programOf } from '../commands/programs.js';
import { readsPort } from '../commands/port-readers.js';
import { effectiveListeners } from '../services/effective.js';
import { isHandedByRailpack } from '../services/framework-port.js';
import { hasHttpServer } from '../services/http.js';
import { isDatabaseImage } from '../services/images.js';
import type { ServiceModel } from '../services/model.js';
import { placeOfStart } from '../services/places.js';
import { baseName } from '../services/railway-files.js';
import { roleOf } from '../services/role.js';
import { settingsOf } from '../services/settings.js';
import { at, notApplicable, pass, unknown, type Answer } from './answer.js';
import { baseImage, chosenStart, railpackStart } from './chosen-start.js';
import { variablesOf } from './code-steps.js';
import { blindness, sourceCount, unreadable, unreadSource, type ServiceView } from './service-view.js';

/** Step 3: what the service listens on. */
export function portStep(view: ServiceView): Answer {
  const { model } = view;
  const listeners = model.code.flatMap((facts) => effectiveListeners(model, facts));
  const onPort = listeners.find(({ port }) => port && variablesOf(port).includes('PORT'));
  if (onPort) return pass(listenerText(onPort), onPort.place);
  const command = commandAnswer(model);
  if (command) return command;
  const idle = withoutPort(model);
  if (idle !== undefined) return notApplicable(idle);
  const [listener] = listeners;
  if (listener) return listenerAnswer(listener, model);
  return blindness(view) ?? unreadable(view.gaps.server) ?? silentAnswer(view);
}

/** Why it needs no port; undefined where it may. */
function withoutPort(model: ServiceModel): string | undefined {
  if (roleOf(model) === 'worker')
    return 'a worker or cron job by its schedule, name or command: it takes no requests';
  const image = model.dockerfile && baseImage(model.dockerfile.final);
  return image !== undefined && isDatabaseImage(image) ? `the image ${image} serves no HTTP` : undefined;
}

/** `railway.json:5 hands $PORT to uvicorn`, or a program that asks for PORT itself. */
function commandAnswer(model: ServiceModel): Answer | undefined {
  for (const start of model.starts) {
    for (const { words, place = placeOfStart(model, start) } of start.runs) {
      const program = programOf(words).name;
      const where = place ? at(place) : 'the start command';
      if (words.some(refersToPort)) return pass(`${where} hands $PORT to ${program}`, place);
      const server = readsPort(words) ? program : builtServer(words, model.dockerfile);
      if (server !== undefined)
        return pass(`${where} starts ${server}, which listens on PORT by itself`, place);
    }
  }
  const command = model.start ? undefined : railpackStart(model);
  if (command === undefined || !refersToPort(command.text)) return undefined;
  return pass(`${at(command.place)} hands $PORT to what it starts`, command.place);
}

function refersToPort(text: string): boolean {
  return referencesIn(text).some(({ name }) => name === 'PORT');
}

/** A server that a framework's build makes, and that no source file of the repository is. */
function builtServer(
  words: readonly string[],
  dockerfile: DockerfileDocument | undefined,
): string | undefined {
  const file = words.find((word) => /\.m?js$/.test(word)) ?? '';
  if (/(?:^|\/)\.output\/server\/index\.mjs$/.test(file)) return 'the server that Nitro builds';
  if (/(?:^|\/)dist\/server\/entry\.mjs$/.test(file)) return 'the server that Astro builds';
  const isStandalone =
    baseName(file) === 'server.js' &&
    dockerfile?.final.instructions.some(
      ({ keyword, raw }) => keyword === 'COPY' && raw.includes('.next/standalone'),
    );
  return isStandalone === true ? 'the standalone server of Next.js' : undefined;
}

function listenerText({ place, framework, port, host }: Listener): string {
  const names = port ? variablesOf(port) : [];
  const fallback = port && possibleValues(port).find(({ value }) => value.kind === 'literal')?.value;
  const otherwise = fallback?.kind === 'literal' ? ` (else ${String(fallback.value).slice(0, 40)})` : '';
  const known = host?.kind === 'literal' ? String(host.value).slice(0, 40) : '';
  const address = known === '' ? '' : `, address ${known}`;
  return `${at(place)} (${framework}) listens on ${names.join(' or ')}${otherwise}${address}`;
}

function listenerAnswer(listener: Listener, model: ServiceModel): Answer {
  const { code } = model;
  const { place, framework, port } = listener;
  const start = `${at(place)} (${framework})`;
  if (port && variablesOf(port).length > 0) return pass(listenerText(listener), place);
  const facts = code.find(({ path }) => path === place.path);
  const read = facts?.env.find(({ name }) => name === 'PORT');
  if (read && port) return pass(`${start} listens on what ${at(read.place)} makes of PORT`, place);
  if (!port && isHandedByRailpack(model, framework)) return pass(`Railpack hands PORT to ${start}`, place);
  if (!port) return unknown(`${start} listens on a port that is set elsewhere, or on its default`, place);
  const name = port.kind === 'unknown' || port.kind === 'call' ? shown(port) : undefined;
  return unknown(`${start} takes its port from ${name ?? 'an expression'}, which is not followed`, place);
}

function shown(port: {
  readonly kind: string;
  readonly name?: string;
  readonly callee?: string;
}): string | undefined {
  return (port.name ?? port.callee)?.slice(0, 60);
}

/** Nothing that listens was seen. */
function silentAnswer(view: ServiceView): Answer {
  const { model } = view;
  const served = servedByRailpack(view);
  if (served) return served;
  const unread = unreadSource(view);
  if (unread?.status === 'unknown') return unread;
  const read = model.code.flatMap((facts) => facts.env).find(({ name }) => name === 'PORT');
  if (read) return unknown(`${at(read.place)} reads PORT, and what listens on it was not found`, read.place);
  const sign = signOfWeb(model);
  const looked = unread ? 'there is no source file here' : `nothing in ${sourceCount(view)} listens`;
  if (sign !== undefined) return unknown(`${looked}, though ${sign}`);
  if (unread) return unknown(`nothing here says what listens: ${looked}`);
  return notApplicable(`${looked}, and no file says that it takes requests`);
}

/** What Railpack and Nixpacks serve on PORT when nothing says how the service starts. */
function servedByRailpack({ model, services }: ServiceView): Answer | undefined {
  const { builder, start, service } = model;
  if (start || (builder !== 'RAILPACK' && builder !== 'NIXPACKS')) return undefined;
  const entry = chosenStart(service.root, services.files);
  const found = SERVED.find(([pattern]) => entry !== undefined && pattern.test(entry));
  if (entry === undefined || !found) return undefined;
  return pass(`${builder} serves the ${found[1]} of ${entry} on PORT`, {
    path: entry,
    region: { startLine: 1 },
  });
}

const SERVED: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:index\.html|Staticfile)$/, 'static site'],
  [/(?:^|\/)(?:artisan|index\.php)$/, 'PHP application'],
  [/(?:^|\/)config\/environment\.rb$/, 'Rails application'],
];

/** What says that it takes requests. */
function signOfWeb(model: ServiceModel): string | undefined {
  const { config, dockerfile } = model;
  if (config && settingsOf(config, 'deploy', 'healthcheckPath').length > 0)
    return `${config.path} has a health check`;
  const expose = dockerfile?.final.instructions.find(({ keyword }) => keyword === 'EXPOSE');
  if (dockerfile && expose) return `${dockerfile.path}:${expose.region.startLine} exposes a port`;
  if (model.code.some(({ routes, sockets }) => routes.length + sockets.length > 0))
    return 'its code answers requests';
  return hasHttpServer(model) ? 'its start command is a web server' : undefined;
}
