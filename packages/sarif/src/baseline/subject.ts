import { compareText } from '@railgate/contract';
import type * as sarif from 'sarif';

import { sortAdvisories } from '../advisories/canonical.js';
import type { ForeignDependency } from '../identity/foreign-dependency.js';
import { IDENTITY_KEY, LINE_HASH_KEY, parseIdentity } from '../identity/form.js';
import { maskNumbers } from '../identity/mask-numbers.js';
import { ruleIdOf } from '../identity/result-rule.js';
import type { RunInfo } from './run-info.js';

/** One result with its evidence: what tells it from others, and what stays when it moves. */
export class Subject {
  readonly result: sarif.Result;
  readonly info: RunInfo;
  readonly rule: string;
  /** Where it was found. Without a file, the name of what it was found in. */
  readonly path: string;
  /** From 1; 0 where the result does not say. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  /** The same result on the other side. */
  match: Subject | undefined = undefined;
  /** The place of the file now: another one than `path` when the file was renamed since the baseline. */
  currentPath: string;
  /** The rule's id now: another one than `rule` when the tool says that it renamed the rule. */
  currentRule: string;
  readonly #region: sarif.Region | undefined;
  readonly #context: sarif.Region | undefined;
  #identity: string | null | undefined;
  #text: string | undefined;
  #own: string | null | undefined;
  #around: string | null | undefined;
  #dependency: Dependency | null | undefined;
  #json: string | undefined;

  constructor(result: sarif.Result, info: RunInfo) {
    const location = result.locations?.[0];
    this.#region = location?.physicalLocation?.region;
    this.#context = location?.physicalLocation?.contextRegion;
    this.result = result;
    this.info = info;
    this.rule = ruleIdOf(result, info.run);
    this.currentRule = this.rule;
    this.path = pathOf(location, info);
    this.currentPath = this.path;
    this.line = this.#region?.startLine ?? 0;
    this.column = this.#region?.startColumn ?? 0;
    this.endLine = this.#region?.endLine ?? 0;
    this.endColumn = this.#region?.endColumn ?? 0;
    this.message = messageOf(result, this.rule, info);
  }

  /** The hash of `railgateId/v1`, without the ordinal: that one changes with the neighbours. */
  get identity(): string | undefined {
    if (this.#identity === undefined)
      this.#identity = parseIdentity(this.#fingerprint(IDENTITY_KEY))?.hash ?? null;
    return this.#identity ?? undefined;
  }

  /** The hash of GitHub's `primaryLocationLineHash`, without the ordinal. */
  get lineHash(): string | undefined {
    const hash = /^([0-9a-f]{1,16}):\d+$/.exec(this.#fingerprint(LINE_HASH_KEY))?.[1];
    return hash !== undefined && this.info.trustsLineHash ? hash : undefined;
  }

  /** The message without the name of its file. */
  get said(): string {
    return this.path.length > 2 ? this.message.replaceAll(this.path, '\u0001') : this.message;
  }

  /** The same without the result's own line and column numbers. */
  get text(): string {
    return (this.#text ??= withoutOwnNumbers(this.said, this.result));
  }

  /** The code that the result points at, white space aside. */
  get own(): string | undefined {
    if (this.#own === undefined) this.#own = ownText(this.#region, this.#context) ?? null;
    return this.#own ?? undefined;
  }

  /** The same with the lines around it. */
  get around(): string | undefined {
    if (this.#around === undefined) this.#around = squeeze(this.#context?.snippet?.text) ?? null;
    return this.#around ?? undefined;
  }

  /** What it is about, where that is a vulnerable package. */
  get dependency(): Dependency | undefined {
    if (this.#dependency === undefined) {
      const found = this.info.dependencyOf(this.result);
      this.#dependency = found ? { ...found, advisories: sortAdvisories(found.advisories) } : null;
    }
    return this.#dependency ?? undefined;
  }

  /** Tells results apart that are equal in everything else, so that their order in the file does not matter. */
  get json(): string {
    return (this.#json ??= JSON.stringify(this.result));
  }

  /** Is the code the same, to the last blank? */
  hasSameCode(other: Subject): boolean {
    return (
      this.#region?.snippet?.text === other.#region?.snippet?.text &&
      this.#context?.snippet?.text === other.#context?.snippet?.text &&
      this.#fingerprint(LINE_HASH_KEY) === other.#fingerprint(LINE_HASH_KEY)
    );
  }

  #fingerprint(key: string): string {
    const value: unknown = this.result.partialFingerprints?.[key];
    return typeof value === 'string' ? value : '';
  }
}

/** A vulnerable package; the canonical id of the vulnerability first. */
export type Dependency = ForeignDependency;

/** By place; then by all the rest. */
export function compareSubjects(a: Subject, b: Subject): number {
  return (
    compareText(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    a.endLine - b.endLine ||
    a.endColumn - b.endColumn ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message) ||
    compareText(a.json, b.json)
  );
}

function pathOf(location: sarif.Location | undefined, { pathOf, run }: RunInfo): string {
  const artifact = location?.physicalLocation?.artifactLocation;
  if (artifact) return pathOf(artifact);
  const logical = location?.logicalLocations?.[0];
  const name =
    logical?.fullyQualifiedName ?? run.logicalLocations?.[logical?.index ?? -1]?.fullyQualifiedName;
  return name === undefined ? '' : `\0${name}`;
}

/** A message may stand in the rule, with the result giving only its id and arguments (SARIF 3.11.7). */
function messageOf({ message }: sarif.Result, rule: string, { rules }: RunInfo): string {
  if (message.text !== undefined && message.arguments === undefined) return message.text;
  const template = message.id === undefined ? undefined : rules.get(rule)?.messageStrings?.[message.id];
  const text = message.text ?? template?.text ?? message.markdown ?? message.id ?? '';
  return [text, ...(message.arguments ?? [])].join('\0');
}

/** Of a message with more places than that, the numbers of the others count. */
const PLACES = 20;

function withoutOwnNumbers(said: string, { locations = [], relatedLocations = [] }: sarif.Result): string {
  let text = said;
  for (const location of [...locations, ...relatedLocations].slice(0, PLACES)) {
    if (!/(?<![\w.])\d/.test(text)) break;
    text = maskNumbers(text, location.physicalLocation?.region);
  }
  return text;
}

function ownText(region: sarif.Region | undefined, context: sarif.Region | undefined): string | undefined {
  const exact = squeeze(region?.snippet?.text);
  if (exact !== undefined) return exact;
  const text = context?.snippet?.text;
  if (text === undefined || region?.startLine === undefined || context?.startLine === undefined)
    return squeeze(text);
  const first = region.startLine - context.startLine;
  const last = (region.endLine ?? region.startLine) - context.startLine;
  const lines = first < 0 ? [] : text.split(/\r\n|\n|\r/).slice(first, last + 1);
  return squeeze(lines.join('\n')) ?? squeeze(text);
}

/** Without white space, which formatters move about; nothing when nothing is left. */
function squeeze(text: string | undefined): string | undefined {
  const squeezed = text?.replace(/\s+/g, '');
  return squeezed === '' ? undefined : squeezed;
}
