import type { Listener } from '@railgate/code';

import { programOf } from '../commands/programs.js';
import { definitionAt } from '../documents/variables.js';
import type { ServiceModel } from './model.js';
import type { RunCommand } from './start.js';

/** A framework that listens where its settings say, and not where its code does. */
interface Framework {
  /** What messages call it. */
  readonly title: string;
  /** The setting on a command line or in the options of the JVM. */
  readonly flag: RegExp;
  readonly variables: readonly string[];
  /** Programs that start it; of others nobody knows what they hand on. */
  readonly programs: RegExp;
  /** Railpack hands it PORT: always, or where no start command replaces its own. */
  readonly railpack: 'always' | 'own-start' | 'never';
  /** The repair, for messages. */
  readonly repair: string;
}

const JAVA = /^(?:java|mvn|mvnw|gradle|gradlew)$/;

/** From the documentation of the frameworks, and https://railpack.com/languages/java and /dotnet. */
const FRAMEWORKS: ReadonlyMap<string, Framework> = new Map([
  ['spring-boot', { title: 'Spring Boot', flag: /server\.port/, variables: ['SERVER_PORT'], programs: JAVA, railpack: 'own-start', repair: 'set server.port=${PORT:8080} in application.properties' }],
  ['quarkus', { title: 'Quarkus', flag: /quarkus\.http\.port/, variables: ['QUARKUS_HTTP_PORT'], programs: JAVA, railpack: 'never', repair: 'set quarkus.http.port=${PORT:8080} in application.properties' }],
  ['micronaut', { title: 'Micronaut', flag: /micronaut\.server\.port/, variables: ['MICRONAUT_SERVER_PORT'], programs: JAVA, railpack: 'never', repair: 'set micronaut.server.port to ${PORT:8080} in application.yml' }],
  ['ktor', { title: 'Ktor', flag: /^-port=|ktor\.deployment\.port/, variables: [], programs: JAVA, railpack: 'never', repair: 'set port = ${?PORT} under ktor.deployment in application.conf' }],
  ['aspnet', { title: 'ASP.NET Core', flag: /^--urls|^--http_ports/i, variables: ['ASPNETCORE_URLS', 'ASPNETCORE_HTTP_PORTS', 'DOTNET_URLS', 'HTTP_PORTS', 'URLS'], programs: /^(?:dotnet|.*\.dll|[A-Z][\w.]*)$/, railpack: 'always', repair: 'start it with ASPNETCORE_HTTP_PORTS=$PORT' }],
] satisfies [string, Framework][]); // prettier-ignore

/** The framework by the name that listeners have. */
export function frameworkNamed(name: string): Framework | undefined {
  return FRAMEWORKS.get(name);
}

/** Does Railpack say it, and nothing else in its place? */
export function isHandedByRailpack(service: ServiceModel, name: string): boolean {
  const framework = FRAMEWORKS.get(name);
  if (!framework || service.builder !== 'RAILPACK' || service.dockerfilePath !== undefined) return false;
  if (framework.railpack === 'own-start') return (service.start?.runs ?? []).length === 0;
  // Kestrel's endpoints in appsettings.json win over the variable that Railpack sets.
  return framework.railpack === 'always' && !isWrittenInSettings(service, name);
}

function isWrittenInSettings(service: ServiceModel, name: string): boolean {
  const settings = service.code.filter(({ language }) => language === 'settings');
  return settings.some(({ listeners }) =>
    listeners.some(({ framework, port }) => framework === name && port),
  );
}

/** Does the start command, the image or Railpack say where the framework listens, or may it? */
export function isPortGiven(service: ServiceModel, name: string): boolean {
  const framework = FRAMEWORKS.get(name);
  if (!framework) return false;
  const isRailpack = service.builder === 'RAILPACK' && service.dockerfilePath === undefined;
  if (isRailpack && framework.railpack === 'always') return true;
  const runs = service.start?.runs ?? [];
  if (runs.length === 0) return isRailpack ? framework.railpack === 'own-start' : true;
  const own = runs.filter(({ words }) => framework.programs.test(programName(words)));
  return own.length === 0 || own.some((run) => isOnCommand(run, framework)) || isInImage(service, framework);
}

function programName(words: readonly string[]): string {
  const { name } = programOf(words);
  return name.replace(/\.cmd$/, '');
}

function isOnCommand({ words, assignments = [] }: RunCommand, { flag, variables }: Framework): boolean {
  if (words.some((word) => flag.test(word) || OPTIONS.test(word))) return true;
  return assignments.some((one) => variables.some((name) => one.startsWith(`${name}=`)) || flag.test(one));
}

/** What a variable holds may be anything. */
const OPTIONS = /^\$\{?(?:JAVA_OPTS|JAVA_ARGS|JVM_OPTS|SPRING_OPTS|APP_ARGS|RUN_ARGS|ARGS|@)/;

/** `ENV SERVER_PORT=…`, `ENV JAVA_TOOL_OPTIONS=-Dserver.port=…`. */
function isInImage({ dockerfile }: ServiceModel, { flag, variables }: Framework): boolean {
  if (!dockerfile) return false;
  const value = (name: string) => definitionAt(dockerfile, dockerfile.final, undefined, name);
  if (variables.some((name) => value(name)?.keyword === 'ENV')) return true;
  return HOLDERS.some((name) => flag.test(value(name)?.value ?? ''));
}

const HOLDERS = ['JAVA_OPTS', 'JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', 'SPRING_APPLICATION_JSON'];

/**
 * The listeners in the settings of a framework that count: those of a framework that the code starts, without what the
 * start command or the code says otherwise.
 */
export function settingsListeners(
  service: ServiceModel,
  listeners: readonly Listener[],
): readonly Listener[] {
  return listeners.flatMap((listener) => {
    const { framework, guard } = listener;
    if (guard === 'development' || !isStarted(service, framework)) return [];
    if (!isPortGiven(service, framework) && !isWrittenInCode(service, framework)) return [listener];
    const { port, ...rest } = listener;
    return port === undefined || rest.host ? [rest] : [];
  });
}

/** The start of a framework whose settings say where it listens, and so stand for it. */
export function isSaidInSettings(service: ServiceModel, { framework, host, port }: Listener): boolean {
  if (host || port || !FRAMEWORKS.has(framework)) return false;
  const settings = service.code.filter(({ language }) => language === 'settings');
  return settings.some(({ listeners }) =>
    settingsListeners(service, listeners).some((one) => one.framework === framework),
  );
}

function inCode(service: ServiceModel, framework: string): Listener[] {
  return service.code
    .filter(({ language }) => language !== 'settings')
    .flatMap(({ listeners }) => listeners.filter((one) => one.framework === framework));
}

/** Quarkus and Micronaut may be started without a line of code. */
function isStarted(service: ServiceModel, framework: string): boolean {
  return framework === 'quarkus' || framework === 'micronaut' || inCode(service, framework).length > 0;
}

function isWrittenInCode(service: ServiceModel, framework: string): boolean {
  return inCode(service, framework).some(({ port, guard }) => port !== undefined && guard !== 'development');
}
