import type { SourceFile } from '../common/source-file.js';
import type { Facts } from '../extractor.js';
import type { UrlUse } from '../facts.js';
import { textOf } from '../possible.js';
import { annotationArgument, type Annotation } from './annotations.js';
import { cookiesOf } from './cookies.js';
import { corsOf } from './cors.js';
import { listenersOf } from './listeners.js';
import { routesOf } from './routes.js';
import { placeholderValue } from './settings.js';
import { socketsOf } from './sockets.js';

/** What rules ask of a source file of Java or Kotlin, addresses and reads in calls aside. */
export function factsOf(file: SourceFile, annotations: readonly Annotation[]): Partial<Facts> {
  return {
    listeners: listenersOf(file),
    cors: corsOf(file, annotations),
    routes: routesOf(file, annotations),
    sockets: socketsOf(file, annotations),
    cookies: cookiesOf(file),
    urls: annotations.flatMap((one) => addressOf(file, one)),
  };
}

const SCHEME = /^(?:https?|wss?|rediss?|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|amqps?):\/\//;

/** `@Value("${api.url:http://localhost:8080}")` and `@FeignClient(url = "http://localhost:8081")`. */
function addressOf(file: SourceFile, annotation: Annotation): UrlUse[] {
  const isClient =
    annotation.name === 'FeignClient' ||
    annotation.name === 'HttpExchange' ||
    annotation.name === 'RegisterRestClient';
  if (!isClient && annotation.name !== 'Value') return [];
  const node = isClient
    ? annotationArgument(annotation, 'url', 'baseUri')
    : annotationArgument(annotation, 'value');
  const text = node && textOf(file.evaluator.of(node));
  if (!node || text === undefined || (!isClient && !text.includes(':http') && !text.includes(':ws')))
    return [];
  const value = placeholderValue(text, node, file.evaluator, file);
  const written = value.kind === 'env' ? value.fallback : value;
  const own = written && textOf(written)?.replace(/^jdbc:/, '');
  // A setting of application.properties is reported where it stands.
  if (own === undefined || !SCHEME.test(own) || written?.place.path !== file.syntax.path) return [];
  const role = value.kind === 'env' ? 'fallback' : 'request';
  const name = value.kind === 'env' ? value.names[0] : undefined;
  return [
    {
      ...file.at(node),
      value: { ...written, value: own } as typeof written,
      role,
      inBrowser: false,
      ...(name !== undefined && { name }),
    },
  ];
}
