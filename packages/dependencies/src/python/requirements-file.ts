import { withoutCredentials } from '../npm/addresses.js';
import { parseAddress, type Address } from './requirement-address.js';
import { parseRequirement, type ParsedRequirement } from './requirement.js';
import { requirementsLines, type RequirementsLine } from './requirements-lines.js';
import { splitOptions, type RequirementsOption } from './requirements-options.js';

/** A requirements or constraints file, as pip reads it. */
export interface RequirementsFile {
  readonly entries: readonly RequirementsEntry[];
  /** `-r` and `-c`, as written. */
  readonly includes: readonly RequirementsInclude[];
  /** `--index-url` and `--extra-index-url`, without credentials. */
  readonly indexes: readonly { readonly url: string; readonly line: number; readonly isExtra: boolean }[];
  /** Lines that pip would refuse. */
  readonly refused: readonly number[];
}

export interface RequirementsEntry {
  readonly line: number;
  /** As written, without options. */
  readonly text: string;
  readonly requirement?: ParsedRequirement;
  /** A folder, an archive, a repository: beside `requirement` or instead of it. */
  readonly address?: Address;
  /** `sha256:…` */
  readonly hashes: readonly string[];
  readonly via: readonly string[];
}

export interface RequirementsInclude {
  readonly line: number;
  readonly path: string;
  readonly isConstraint: boolean;
}

type Draft = {
  [Key in keyof RequirementsFile]: RequirementsFile[Key][number][];
};

export function readRequirementsFile(text: string): RequirementsFile {
  const file: Draft = { entries: [], includes: [], indexes: [], refused: [] };
  for (const line of requirementsLines(text)) {
    const { words, options } = splitOptions(line.text);
    if (!options) file.refused.push(line.line);
    else if (words === '') addOptions(file, line, options);
    else addEntry(file, line, words, options);
  }
  return file;
}

/** Of several includes on one line pip takes the first, and of several editables too. */
function addOptions(file: Draft, line: RequirementsLine, options: readonly RequirementsOption[]): void {
  const valueOf = (name: string): string | undefined => options.find((option) => option.name === name)?.value;
  const editable = valueOf('editable');
  const requirement = valueOf('requirement');
  const constraint = valueOf('constraint');
  if (editable !== undefined) addEditable(file, line, editable);
  else if (requirement !== undefined)
    file.includes.push({ line: line.line, path: requirement, isConstraint: false });
  else if (constraint !== undefined)
    file.includes.push({ line: line.line, path: constraint, isConstraint: true });
  for (const { name, value } of options) {
    if (name !== 'index-url' && name !== 'pypi-url' && name !== 'extra-index-url') continue;
    file.indexes.push({
      url: withoutCredentials(value),
      line: line.line,
      isExtra: name === 'extra-index-url',
    });
  }
}

function addEditable(file: Draft, line: RequirementsLine, value: string): void {
  const requirement = parseRequirement(value);
  const address = parseAddress(requirement?.url ?? value) ?? { kind: 'file', address: value };
  file.entries.push({
    line: line.line,
    text: value,
    via: line.via,
    hashes: [],
    address,
    ...(requirement?.url !== undefined && { requirement }),
  });
}

function addEntry(
  file: Draft,
  { line, via }: RequirementsLine,
  text: string,
  options: readonly RequirementsOption[],
): void {
  const hashes = options.flatMap(({ name, value }) => (name === 'hash' ? [value] : []));
  const address = parseAddress(text);
  const requirement = address ? undefined : parseRequirement(text);
  const inner = requirement?.url === undefined ? undefined : parseAddress(requirement.url);
  if (!address && !requirement) file.refused.push(line);
  else {
    const found = address ?? inner;
    file.entries.push({
      line,
      text,
      via,
      hashes,
      ...(requirement && { requirement }),
      ...(found && { address: found }),
    });
  }
}
