import { countsInProduction, type Listener } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { baseImage } from '../documents/image-settings.js';
import { definitionAt } from '../documents/variables.js';
import { effectiveListeners, isServerFile } from '../services/effective.js';
import { frameworkNamed, isPortGiven } from '../services/framework-port.js';
import type { DockerfileSubject, ServiceModel } from '../services/model.js';
import { severityFor } from '../services/places.js';
import { roleOf } from '../services/role.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const frameworkPort: RailwayRule = {
  id: 'railway/framework-port',
  name: 'FrameworkPort',
  summary: 'A framework listens on the port of its own default, and nothing hands it PORT.',
  description:
    'Reports Spring Boot, Micronaut, Ktor and ASP.NET Core where neither code, settings, the start command nor the image says where to listen, so that the default of the framework or of its image counts (8080, or 80), and images that set ASPNETCORE_URLS or ASPNETCORE_HTTP_PORTS to a fixed port, or to a `$PORT` that has no value when the image is built. High with a health check path, which Railway asks for on PORT; else medium, since a domain may have the same target port. Silent where Railpack hands on PORT (`-Dserver.port=$PORT` without a start command, ASPNETCORE_URLS), where options of a variable or a script may do it, and on programs that answer no requests.',
  why: 'Railway tells the service its port in PORT and asks for its health there. These frameworks do not look at it by themselves.',
  remediation:
    'Spring Boot: `server.port=${PORT:8080}` in application.properties. ASP.NET Core: `ASPNETCORE_HTTP_PORTS=$PORT` in a start command that a shell runs, or `app.Run($"http://0.0.0.0:{port}")`.',
  example: {
    language: 'properties',
    before: '# application.properties\nspring.application.name=api',
    after: '# application.properties\nspring.application.name=api\nserver.port=${PORT:8080}',
  },
  severity: 'high',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-PORT-013', 'RLY-PORT-017'],
  references: ['https://docs.railway.com/networking/troubleshooting/application-failed-to-respond'],
  since: '0.1.0',
  checks: {
    *service(model) {
      const found = defaultOf(model);
      if (!found) return;
      const { listener, port, framework } = found;
      yield {
        message: `${framework.title} listens on ${port} here, its default, and Railway expects the service on PORT: ${framework.repair}.`,
        severity: severityOf([model]),
        at: listener.place,
      };
    },
    *dockerfile(subject) {
      const { document, services, overridden } = subject;
      if (overridden || services.every((service) => !isDotnet(service)) || services.some(listensByItself))
        return;
      for (const name of ['ASPNETCORE_URLS', 'ASPNETCORE_HTTP_PORTS', 'HTTP_PORTS']) {
        const set = fixedPort(subject, name);
        if (set === undefined) continue;
        const what =
          set.port === undefined
            ? `refers to PORT in ${cleanText(document.path)}, which has no value there: ENV is put together when the image is built`
            : `fixes the port ${cleanText(set.port)} in ${cleanText(document.path)}, and Railway expects the service on PORT`;
        yield {
          message: `${name} ${what}. Set it to $PORT in the start command.`,
          severity: severityOf(services),
          at: { path: document.path, region: set.region },
        };
      }
    },
  },
};

/** The first framework of the service that takes its own port. */
function defaultOf(model: ServiceModel) {
  if (roleOf(model) === 'worker' || model.code.some(isServerFile)) return undefined;
  const effective = model.code.flatMap((facts) => effectiveListeners(model, facts));
  // Another server of the service, or one whose port is said somewhere.
  if (effective.some(({ port }) => port !== undefined)) return undefined;
  for (const listener of effective) {
    const framework = frameworkNamed(listener.framework);
    const port = framework && defaultPort(model, listener);
    if (
      framework &&
      port !== undefined &&
      answers(model, listener) &&
      !isPortGiven(model, listener.framework)
    ) {
      return { listener, port, framework };
    }
  }
  return undefined;
}

/** From the documentation of the frameworks; of ASP.NET Core what its images set. */
function defaultPort(model: ServiceModel, { framework }: Listener): number | undefined {
  if (framework === 'ktor') return 80;
  if (framework !== 'aspnet') return 8080;
  const image = model.dockerfile ? baseImage(model.dockerfile) : '';
  const version = /^mcr\.microsoft\.com\/dotnet\/(?:aspnet|sdk|runtime-deps|runtime):(\d{1,2})\./.exec(
    image,
  )?.[1];
  if (version === undefined) return undefined;
  return Number(version) >= 8 ? 8080 : 80;
}

/** Programs of Spring may serve nothing; those of Ktor and ASP.NET are servers. */
function answers(model: ServiceModel, { framework }: Listener): boolean {
  if (framework === 'ktor' || framework === 'aspnet') return true;
  return model.code.some(({ routes, sockets }) => routes.length + sockets.length > 0);
}

function isDotnet({ code }: ServiceModel): boolean {
  return code.some(({ listeners }) => listeners.some(({ framework }) => framework === 'aspnet'));
}

/** Addresses in the code go before the variables. */
function listensByItself(service: ServiceModel): boolean {
  return service.code.some(({ listeners }) =>
    listeners.some(
      ({ framework, port, guard }) => framework === 'aspnet' && port && countsInProduction(guard),
    ),
  );
}

/** A port that no variable decides when the container starts; what ENV refers to is put in when the image is built. */
function fixedPort({ document, services }: DockerfileSubject, name: string) {
  const set = definitionAt(document, document.final, undefined, name);
  const runs = services.flatMap(({ start }) => start?.runs ?? []);
  const isReplaced = runs.some(({ words, assignments = [] }) =>
    [...words, ...assignments].some(
      (word) => word.startsWith('--urls') || /^(?:ASPNETCORE_|HTTP_PORTS=|URLS=)/.test(word),
    ),
  );
  if (set?.keyword !== 'ENV' || isReplaced) return undefined;
  const own = /(?::|^)(\d{2,5})\/?$/.exec(set.value?.split(/[;,]/)[0] ?? '')?.[1];
  if (own !== undefined) return { port: own, region: set.region };
  const refers = /\$\{?PORT(?::-?(\d{2,5}))?\}?\/?$/.exec(set.value ?? '');
  const port = refers && definitionAt(document, document.final, undefined, 'PORT');
  if (!refers || port?.keyword === 'ARG') return undefined;
  const built = port?.value ?? refers[1];
  return built === undefined || /^\d+$/.test(built) ? { port: built, region: set.region } : undefined;
}

function severityOf(services: readonly ServiceModel[]): 'high' | 'medium' | 'low' {
  const [first] = services;
  if (!first || services.every((service) => !service.known)) return 'low';
  const isChecked = services.some(
    ({ config }) => config && settingsOf(config, 'deploy', 'healthcheckPath').length > 0,
  );
  return severityFor(first, isChecked ? 'high' : 'medium');
}
