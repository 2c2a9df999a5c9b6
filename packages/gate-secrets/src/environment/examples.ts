import type { Contract, Variable } from './contract.js';

/** What an example would be. It has no value that was not in it before. */
export interface ExampleChange {
  readonly path: string;
  /** Absent: there is none yet. */
  readonly before?: string;
  readonly after: string;
  /** The names that are new in it. */
  readonly added: readonly string[];
}

/** Paths that no line of an example can hold are left out of its comments. */
const PLAIN_PATH = /^[\w@./()[\] +-]{1,120}$/;

/**
 * Adds what is read and declared nowhere to the example of each contract, at its end and without a value. What stands in
 * it stays as it is, byte by byte. What has a default becomes a comment, as examples do it.
 */
export function examplesFor(
  contracts: readonly Contract[],
  textOf: (path: string) => string | undefined,
): readonly ExampleChange[] {
  return contracts.flatMap((contract): ExampleChange[] => {
    const missing = contract.variables.filter(
      ({ uses, declarations }) => uses.length > 0 && declarations.length === 0,
    );
    if (missing.length === 0) return [];
    const path =
      contract.example?.path ??
      (contract.folder === '.' ? '.env.example' : `${contract.folder}/.env.example`);
    const before = contract.example && textOf(path);
    if (contract.example && before === undefined) return [];
    const added = missing.map(({ name }) => name);
    return [{ path, ...(before !== undefined && { before }), after: withAdded(before, missing), added }];
  });
}

function withAdded(before: string | undefined, missing: readonly Variable[]): string {
  const end = before?.includes('\r\n') === true ? '\r\n' : '\n';
  const heading =
    before === undefined
      ? '# The variables that this code reads. Copy this file to .env and fill it in; keep .env out of git.'
      : '# Read by the code, and not named above.';
  const lines = ['', heading, ...missing.flatMap(linesOf)];
  const own = before ?? '';
  const kept = own === '' || own.endsWith('\n') ? own : `${own}${end}`;
  return `${kept}${(kept === '' ? lines.slice(1) : lines).join(end)}${end}`;
}

function linesOf({ name, uses, required, isPublic }: Variable): string[] {
  const [first] = uses;
  const where = first && PLAIN_PATH.test(first.place.path) ? `, read in ${first.place.path}` : '';
  const need = required ? 'Required' : 'Optional';
  const note = `# ${need}${where}${isPublic ? '; every visitor of the page can see it' : ''}`;
  return [note, required ? `${name}=` : `# ${name}=`];
}
