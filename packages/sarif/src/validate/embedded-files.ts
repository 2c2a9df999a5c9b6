import type { Objects } from './objects.js';
import { isAbsolute } from './uri.js';

type Place = Objects['artifactLocation'];
type Run = Objects['run'];

/** The files of a run whose text the log holds. */
export class EmbeddedFiles {
  readonly #run: Run;
  readonly #keys = new Set<string>();
  readonly #paths = new Set<string>();
  readonly #pathOf = new Map<string, string | undefined>();

  constructor(run: Run) {
    this.#run = run;
    for (const { location, contents, mimeType } of run.artifacts ?? []) {
      if (!contents?.text || location === undefined || !isTextual(mimeType)) continue;
      this.#keys.add(keyOf(location));
      const path = this.#path(location);
      if (path !== undefined) this.#paths.add(path);
    }
  }

  has(place: Place | undefined): boolean {
    if (place === undefined || this.#keys.size === 0) return false;
    const location = this.#resolveIndex(place);
    if (location.uri === undefined) return false;
    if (this.#keys.has(keyOf(location))) return true;
    const path = this.#path(location);
    return path !== undefined && this.#paths.has(path);
  }

  #resolveIndex(place: Place): Place {
    if (place.uri !== undefined || place.index === undefined) return place;
    return this.#run.artifacts?.[place.index]?.location ?? place;
  }

  #path(location: Place): string | undefined {
    const key = keyOf(location);
    if (!this.#pathOf.has(key))
      this.#pathOf.set(key, absolutePath(location, this.#run.originalUriBaseIds ?? {}));
    return this.#pathOf.get(key);
  }
}

function keyOf({ uri = '', uriBaseId = '' }: Place): string {
  return `${uriBaseId} ${uri}`;
}

/** The path of the absolute URI that the bases make of a location (SARIF 3.4.4); nothing where they make none. */
function absolutePath(location: Place, bases: NonNullable<Run['originalUriBaseIds']>): string | undefined {
  let { uri, uriBaseId } = location;
  // A base that leads back to itself is as good as none.
  const followed = new Set<string>();
  while (uri !== undefined && !isAbsolute(uri)) {
    if (uriBaseId === undefined || followed.has(uriBaseId) || !Object.hasOwn(bases, uriBaseId))
      return undefined;
    followed.add(uriBaseId);
    const base: Place = bases[uriBaseId] ?? {};
    if (base.uri === undefined) return undefined;
    uri = `${base.uri.endsWith('/') ? base.uri : `${base.uri}/`}${uri}`;
    uriBaseId = base.uriBaseId;
  }
  return uri !== undefined && URL.canParse(uri) ? new URL(uri).pathname : undefined;
}

/** What the Multitool takes for text; a type that it does not know may be anything. */
function isTextual(mimeType = ''): boolean {
  return mimeType === '' || TEXTUAL.has(mimeType);
}

const TEXTUAL: ReadonlySet<string> = new Set(
  `text/x-bat text/x-cpp text/x-csharp text/coffeescript text/css text/x-fsharp text/x-handlebars-template text/html
  text/x-ini text/x-jade text/x-java-properties text/javascript application/json text/less text/x-lua
  text/x-web-markdown application/x-php text/plain text/x-powershell text/python text/x-cshtml text/ruby
  application/sarif-json text/scss text/x-sql text/typescript text/x-vb text/xml`.split(/\s+/),
);
