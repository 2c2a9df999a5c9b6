import type { Listener } from '../facts.js';
import type { Value } from '../value.js';
import { plainKey, type Setting } from './setting.js';
import type { SettingsValues } from './settings-values.js';

/** Where a framework's settings say that it listens. */
interface Server {
  readonly framework: string;
  readonly port: string;
  readonly host: string;
}

/** From the documentation of the frameworks. */
const SERVERS: readonly Server[] = [
  { framework: 'spring-boot', port: 'server.port', host: 'server.address' },
  { framework: 'quarkus', port: 'quarkus.http.port', host: 'quarkus.http.host' },
  { framework: 'micronaut', port: 'micronaut.server.port', host: 'micronaut.server.host' },
  { framework: 'ktor', port: 'ktor.deployment.port', host: 'ktor.deployment.host' },
];

/** Where the settings of one file let a server listen; of profiles apart. */
export function listenersOf(settings: readonly Setting[], values: SettingsValues): Listener[] {
  const guards = [...new Set(settings.map(({ guard }) => guard))];
  const found = guards.flatMap((guard) => {
    const own = settings.filter((one) => one.guard === guard);
    return [...SERVERS.flatMap((server) => ofServer(server, own, values)), ...ofDotnet(own)];
  });
  return found.map((one) => ({ ...one, onSocket: false, onlyAsMain: false }));
}

type Found = Omit<Listener, 'onSocket' | 'onlyAsMain'>;

/** In HOCON the last one that is set wins: `port = 8080` and then `port = ${?PORT}`. */
function ofServer(
  { framework, ...keys }: Server,
  settings: readonly Setting[],
  values: SettingsValues,
): Found[] {
  const port = overlaid(settings, keys.port, values);
  const host = overlaid(settings, keys.host, values);
  const at = port?.setting ?? host?.setting;
  if (!at) return [];
  return [
    {
      framework,
      place: at.place,
      guard: at.guard,
      ...(port && { port: port.value }),
      ...(host && { host: host.value }),
    },
  ];
}

function overlaid(settings: readonly Setting[], key: string, values: SettingsValues) {
  const all = settings.filter((one) => plainKey(one.key) === key);
  const value = values.overlaid(all);
  return all[0] && value ? { setting: all[0], value } : undefined;
}

/** `Urls`, `Kestrel:Endpoints:Http:Url`: several addresses with semicolons between them. */
function ofDotnet(settings: readonly Setting[]): Found[] {
  const urls = settings.filter(({ key }) => /^(?:urls|kestrel:endpoints:[^:]+:url)$/i.test(key));
  return urls.flatMap(({ text, place, guard }) =>
    text.split(';').flatMap((url): Found[] => {
      const found = /^http:\/\/([^:/]{1,100}|\[[\da-f:]{2,45}\])(?::(\d{1,5}))?\/?$/i.exec(url.trim());
      if (!found) return [];
      const [host, port] = [literal(found[1] ?? '', place), literal(found[2] ?? '80', place)];
      return [{ framework: 'aspnet', place, guard, host, port }];
    }),
  );
}

function literal(value: string, place: Value['place']): Value {
  return { kind: 'literal', value, place };
}
