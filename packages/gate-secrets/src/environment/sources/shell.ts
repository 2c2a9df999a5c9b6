import { referencesIn } from '@railgate/code';
import type { Place } from '@railgate/contract';

import type { FileSays, Use } from '../model.js';

/** Scripts that start something. What developers run by hand may read whatever it likes. */
export function isStartScript(path: string): boolean {
  return /(?:^|\/)(?:docker-)?(?:entrypoint|entry|start|startup|run|boot|bootstrap|release|init|serve|launch)(?:[-_.](?:prod|production|server|web|worker|app|railway|docker))?\.(?:sh|bash)$|(?:^|\/)bin\/docker-entrypoint$/.test(
    path,
  );
}

/** Reads in capitals of what the script itself does not set. */
export function fromShell(path: string, text: string): FileSays {
  const own = assignedIn(text);
  const uses: Use[] = [];
  const printed: Place[] = [];
  for (const [index, line] of text.split(/\r?\n/, 5000).entries()) {
    if (/^\s*#/.test(line) || line.length > 2000) continue;
    const place: Place = { path, region: { startLine: index + 1 } };
    if (printedIn(line)) printed.push(place);
    for (const { name, fallback } of referencesIn(withoutQuoted(line))) {
      if (!/^[A-Z][A-Z\d_]{2,100}$/.test(name) || own.has(name)) continue;
      const value = { kind: 'literal', value: fallback ?? '', place } as const;
      const optional = fallback !== undefined || isTested(line, name);
      uses.push({
        name,
        place,
        source: 'shell',
        guard: 'always',
        inBrowser: false,
        ...(optional && { fallback: value }),
      });
    }
  }
  return { uses, printed };
}

/** `[ -n "$X" ]` and `[ -z "$X" ]` do without. */
function isTested(line: string, name: string): boolean {
  return /-[nz]\s/.test(line) || line.includes(`\${${name}:+`) || line.includes(`\${${name}+`);
}

function withoutQuoted(line: string): string {
  return line.replace(/'[^']{0,1000}'/g, "''");
}

/** Names that a shell sets itself: `X=1`, `export X=1`, `read X`, `for X in`, `local X`, also behind `: ${X:=1}`. */
export function assignedIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const assignments =
    /(?:^|[\s;&|(])(?:(?:export|local|declare|readonly)\s{1,10}(?:-\w{1,5}\s{1,5})?)?([A-Za-z_]\w{0,100})\+?=|\b(?:read(?:\s{1,5}-\w{1,5}){0,3}|for)\s{1,10}([A-Za-z_]\w{0,100})|\$\{([A-Za-z_]\w{0,100}):?=/gm;
  const head = text.slice(0, 200_000);
  // `export X="${X:-y}"` takes it from outside.
  const taken = new Set([...head.matchAll(/\b([A-Za-z_]\w{0,100})=["']?\$\{\1\b/g)].map(([, name]) => name));
  for (const [, plain, read, given] of head.matchAll(assignments)) {
    const name = plain ?? read ?? given ?? '';
    if (plain === undefined || !taken.has(name)) found.add(name);
  }
  return found;
}

/** `env`, `printenv`, `export -p` and `env | sort` as commands of their own. */
export function printedIn(line: string): boolean {
  return line
    .slice(0, 5000)
    .split(/&&|\|\||;|\n/)
    .some((part) => /^\s*(?:env|printenv|export\s{1,5}-p)\s*(?:\|\s*sort\s*)?\\?\s*$/.test(part));
}
