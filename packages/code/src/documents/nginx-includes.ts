import { globMatcher } from '@railgate/kit';

import { named, type Directive } from './directives.js';

/** A file of nginx by where it stands in the image. */
export interface NginxFile {
  readonly path: string;
  /** Absolute. */
  readonly target: string;
  readonly directives: readonly Directive[];
}

const DEPTH_LIMIT = 6;
/** A file that includes itself several times would grow without end. */
const DIRECTIVE_LIMIT = 20_000;

/**
 * What nginx reads: nginx.conf with its includes put in; without one, what the image's own nginx.conf would include.
 * Includes that are not in the repository stay as they are.
 */
export function nginxProgram(files: readonly NginxFile[]): readonly Directive[] {
  const includer = new Includer(files);
  const main = files.find(({ directives }) => named(directives, 'http').length > 0);
  if (!main) {
    const all = files.flatMap((one) => includer.expand(one.directives));
    return all.filter((one) => !includer.included.has(one));
  }
  const expanded = includer.expand(main.directives);
  const http = named(expanded, 'http')[0];
  // A template is written to where the include finds it by a script.
  const more = files.filter((one) => one !== main && !includer.read.has(one) && isTemplate(one));
  const extra = more.flatMap((one) => includer.expand(one.directives));
  return http && extra.length > 0
    ? [...expanded.filter((one) => one !== http), { ...http, block: [...(http.block ?? []), ...extra] }]
    : expanded;
}

export function isTemplate({ path, target }: Pick<NginxFile, 'path' | 'target'>): boolean {
  return TEMPLATE.test(path) || TEMPLATE.test(target);
}

const TEMPLATE = /\.(?:template|tmpl|tpl)(?:\.conf)?$|[._-]template\.conf$|\.conf\.in$/i;

class Includer {
  readonly read = new Set<NginxFile>();
  /** Top-level directives of files that another file includes. */
  readonly included = new Set<Directive>();
  readonly #files: readonly NginxFile[];
  #left = DIRECTIVE_LIMIT;

  constructor(files: readonly NginxFile[]) {
    this.#files = files;
  }

  expand(block: readonly Directive[], depth = 0): Directive[] {
    return block.flatMap((one): Directive[] => {
      if (--this.#left < 0 || depth > DEPTH_LIMIT * 10) return [];
      if (one.name === 'include' && depth < DEPTH_LIMIT * 10) {
        const found = this.#included(one.args[0]?.text ?? '');
        for (const directive of found.flatMap((file) => file.directives)) this.included.add(directive);
        // Ten levels of blocks count as one of includes.
        if (found.length > 0) return found.flatMap((file) => this.expand(file.directives, depth + 10));
      }
      return one.block ? [{ ...one, block: this.expand(one.block, depth + 1) }] : [one];
    });
  }

  #included(pattern: string): readonly NginxFile[] {
    if (pattern === '' || pattern.length > 300) return [];
    const absolute = pattern.startsWith('/') ? pattern : `/etc/nginx/${pattern}`;
    const matches = globMatcher([absolute.slice(1)]);
    const found = this.#files.filter(({ target }) => outputsOf(target).some((one) => matches(one.slice(1))));
    for (const one of found) this.read.add(one);
    return found;
  }
}

/** Where a file is in the image once its template is filled in. */
function outputsOf(target: string): string[] {
  const filled = target.replace(/\.(?:template|tmpl|tpl)$/, '');
  return [target, filled, filled.replace('/nginx/templates/', '/nginx/conf.d/')];
}
