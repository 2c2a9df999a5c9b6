import type { ProjectClasses } from '../project-classes.js';

/**
 * What a handler's parameter of a type holds.
 * `clean`: the framework has checked it into something harmless; `text`: as the client wrote it; `model`: an object with
 * fields; `dependency` and `unknown`: made by the service.
 */
export type Declared =
  | { readonly kind: 'clean' | 'text' | 'request' | 'websocket' | 'upload' | 'dependency' | 'unknown' }
  | { readonly kind: 'model'; readonly model: string };

const CLEAN = new Set(
  (
    'int float bool complex None Decimal UUID UUID1 UUID3 UUID4 UUID5 date datetime time timedelta PositiveInt NegativeInt ' +
    'NonNegativeInt NonPositiveInt PositiveFloat NonNegativeFloat StrictInt StrictBool StrictFloat PastDate FutureDate ' +
    'AwareDatetime IPvAnyAddress IPv4Address IPv6Address Literal conint confloat condecimal Enum ObjectId PydanticObjectId'
  ).split(' '),
);
const TEXT = new Set(
  'str bytes bytearray Any object dict Dict Mapping StrictStr EmailStr NameEmail AnyUrl HttpUrl AnyHttpUrl Path FilePath constr Json JSON SecretStr defaultdict OrderedDict'.split(
    ' ',
  ),
);
const CONTAINERS = new Set(
  'list List set Set frozenset FrozenSet tuple Tuple Sequence Iterable Collection Optional Union conlist conset Final Required NotRequired ClassVar'.split(
    ' ',
  ),
);
const REQUESTS = new Set(
  'Request HTTPConnection HttpRequest HTTPRequest ASGIRequest WSGIRequest AuthenticatedHttpRequest HTTPServerRequest'.split(
    ' ',
  ),
);

export function declaredBy(annotation: string, classes: ProjectClasses, depth = 0): Declared {
  const type = annotation
    .trim()
    .replace(/^["']|["']$/g, '')
    .trim();
  if (depth > 6 || type === '') return { kind: 'unknown' };
  const alternatives = splitAtTop(type, '|');
  if (alternatives.length > 1)
    return strongest(alternatives.map((one) => declaredBy(one, classes, depth + 1)));
  const match = /^([\w.]+)\s*(?:[[(]([\s\S]*)[\])])?/.exec(type);
  const name = match?.[1]?.split('.').at(-1) ?? '';
  const inner = match?.[2];
  if (name === 'Annotated' && inner !== undefined) return annotated(splitAtTop(inner, ','), classes, depth);
  if (name === 'constr' && hasPattern(type)) return { kind: 'clean' };
  if (CONTAINERS.has(name)) {
    if (inner === undefined) return { kind: 'text' };
    return strongest(splitAtTop(inner, ',').map((one) => declaredBy(one, classes, depth + 1)));
  }
  return named(name, classes);
}

/** Does a `Query(…)`, `Field(…)` or `constr(…)` restrict the text to a pattern? */
export function hasPattern(text: string): boolean {
  return /\b(?:pattern|regex)\s*=/.test(text) || text.endsWith('# pattern');
}

/** Splits at a separator that stands in no bracket and in no quotes. */
export function splitAtTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] as string;
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ('[({'.includes(character)) depth++;
    else if ('])}'.includes(character)) depth--;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function annotated(parts: readonly string[], classes: ProjectClasses, depth: number): Declared {
  const [type, ...metadata] = parts;
  if (metadata.some((part) => /^(?:\w+\.)*(?:Depends|Security)\b/.test(part))) return { kind: 'dependency' };
  if (metadata.some(hasPattern)) return { kind: 'clean' };
  return declaredBy(type ?? '', classes, depth + 1);
}

function named(name: string, classes: ProjectClasses): Declared {
  if (REQUESTS.has(name)) return { kind: 'request' };
  if (name === 'WebSocket' || name === 'WebSocketServerProtocol') return { kind: 'websocket' };
  if (name === 'UploadFile' || name === 'FileStorage' || name === 'UploadedFile') return { kind: 'upload' };
  if (CLEAN.has(name) || classes.isEnum(name)) return { kind: 'clean' };
  if (TEXT.has(name)) return { kind: 'text' };
  return classes.isModel(name) ? { kind: 'model', model: name } : { kind: 'unknown' };
}

const STRENGTH = [
  'text',
  'model',
  'upload',
  'request',
  'websocket',
  'dependency',
  'unknown',
  'clean',
] as const;

function strongest(all: readonly Declared[]): Declared {
  for (const kind of STRENGTH) {
    const found = all.find((declared) => declared.kind === kind);
    if (found !== undefined) return found;
  }
  return { kind: 'unknown' };
}
