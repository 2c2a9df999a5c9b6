import { compareText } from '@railgate/contract';
import type * as sarif from 'sarif';

import { sortAdvisories } from '../advisories/canonical.js';
import type { ForeignDependency } from '../identity/foreign-dependency.js';
import { parseIdentity } from '../identity/form.js';
import { maskNumbers } from '../identity/mask-numbers.js';
import { ruleIdOf } from '../identity/result-rule.js';
import { isSecret } from '../identity/subject.js';
import {
  CODE,
  CONTEXT,
  IDENTITY,
  LINE_HASH,
  MESSAGE,
  partOf,
  type KeptResult,
  type Part,
} from './kept-result.js';
import type { RunInfo } from './run-info.js';

/** One result with its evidence: what tells it from others, and what stays when it moves. */
export class Subject {
  readonly info: RunInfo;
  readonly rule: string;
  /** Where it was found. Without a file, the name of what it was found in. */
  readonly path: string;
  /** From 1; 0 where the result does not say. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** As the result itself has them; a value that is no scalar equals no other one. */
  readonly level: sarif.Result.level | undefined;
  readonly kind: sarif.Result.kind | undefined;
  readonly severity: unknown;
  readonly score: unknown;
  /** Is its region a secret? */
  readonly isSecret: boolean;
  /** The same result on the other side. */
  match: Subject | undefined = undefined;
  /** Known when all were matched; of a result of the base only that it is absent. */
  state: 'new' | 'unchanged' | 'updated' | undefined = undefined;
  /** The place of the file now: another one than `path` when the file was renamed since the baseline. */
  currentPath: string;
  /** The rule's id now: another one than `rule` when the tool says that it renamed the rule. */
  currentRule: string;
  readonly #kept: KeptResult | undefined;
  #result: sarif.Result | undefined;
  #message: string | undefined;
  readonly #contextLine: number | undefined;
  #identity: string | null | undefined;
  #text: string | undefined;
  #own: string | null | undefined;
  #around: string | null | undefined;
  #dependency: Dependency | null | undefined;
  #json: string | undefined;

  /** @param kept the same result, where the object is valid for this call only; the parts are not read from it. */
  constructor(result: sarif.Result, info: RunInfo, kept?: KeptResult) {
    const location = result.locations?.[0];
    const { region, contextRegion } = location?.physicalLocation ?? NO_PLACE;
    this.#kept = kept;
    this.#result = kept ? undefined : result;
    this.#contextLine = contextRegion?.startLine;
    this.info = info;
    this.rule = ruleIdOf(result, info.run);
    this.currentRule = this.rule;
    this.path = pathOf(location, info);
    this.currentPath = this.path;
    this.line = region?.startLine ?? 0;
    this.column = region?.startColumn ?? 0;
    this.endLine = region?.endLine ?? 0;
    this.endColumn = region?.endColumn ?? 0;
    this.#message = kept?.has(MESSAGE) ? undefined : messageOf(result, this.rule, info);
    this.level = result.level;
    this.kind = result.kind;
    this.severity = scalar(result.properties?.['severity']);
    this.score = scalar(result.properties?.['security-severity']);
    this.isSecret = isSecret(result);
    if (kept) this.#dependency = dependencyOf(result, info) ?? null;
  }

  /** Parsed when somebody asks, where its text was kept. */
  get result(): sarif.Result {
    return (this.#result ??= this.#parse());
  }

  get message(): string {
    return (this.#message ??= this.#part(MESSAGE) ?? '');
  }

  /** The hash of `railgateId/v1`, without the ordinal: that one changes with the neighbours. */
  get identity(): string | undefined {
    if (this.#identity === undefined) {
      const text = this.#part(IDENTITY);
      this.#identity = (text === undefined ? undefined : parseIdentity(text)?.hash) ?? null;
    }
    return this.#identity ?? undefined;
  }

  /** The hash of GitHub's `primaryLocationLineHash`, without the ordinal. */
  get lineHash(): string | undefined {
    const hash = /^([0-9a-f]{1,16}):\d+$/.exec(this.#part(LINE_HASH) ?? '')?.[1];
    return hash !== undefined && this.info.trustsLineHash ? hash : undefined;
  }

  /** The message without the name of its file. */
  get said(): string {
    return this.path.length > 2 ? this.message.replaceAll(this.path, '\u0001') : this.message;
  }

  /** The same without the result's own line and column numbers. */
  get text(): string {
    return (this.#text ??= this.#withoutOwnNumbers());
  }

  /** The code that the result points at, white space aside. */
  get own(): string | undefined {
    if (this.#own === undefined) this.#own = this.#ownText() ?? null;
    return this.#own ?? undefined;
  }

  /** The same with the lines around it. */
  get around(): string | undefined {
    if (this.#around === undefined) this.#around = this.#squeezed(CONTEXT) ?? null;
    return this.#around ?? undefined;
  }

  /** What it is about, where that is a vulnerable package. */
  get dependency(): Dependency | undefined {
    if (this.#dependency === undefined) this.#dependency = dependencyOf(this.result, this.info) ?? null;
    return this.#dependency ?? undefined;
  }

  /** Tells results apart that are equal in everything else, so that their order in the file does not matter. */
  get json(): string {
    return (this.#json ??= JSON.stringify(this.result));
  }

  /** Is the code the same, to the last blank? */
  hasSameCode(other: Subject): boolean {
    return this.#hasSame(CODE, other) && this.#hasSame(CONTEXT, other) && this.#hasSameHash(other);
  }

  /** Does it show the same lines around it, and any? */
  hasSameContext(other: Subject): boolean {
    if (!this.#hasSame(CONTEXT, other)) return false;
    return this.#kept?.isSurelyVisible(CONTEXT) === true || /\S/.test(this.#part(CONTEXT) ?? '');
  }

  hasSameMessage(other: Subject): boolean {
    if (this.#kept?.has(MESSAGE) && other.#kept?.has(MESSAGE)) return this.#hasSame(MESSAGE, other);
    return this.message === other.message;
  }

  /** True only where `text` is the same: without a number, what the same message says of the same file. */
  hasSameText(other: Subject): boolean {
    return this.hasSameMessage(other) && this.path === other.path && !this.#saysNumber();
  }

  /** The result is asked for its places only where there are numbers at all. */
  #withoutOwnNumbers(): string {
    let text = this.said;
    if (!STARTS_NUMBER.test(text)) return text;
    const { locations = [], relatedLocations = [] } = this.result;
    for (const location of [...locations, ...relatedLocations].slice(0, PLACES)) {
      if (!STARTS_NUMBER.test(text)) break;
      text = maskNumbers(text, location.physicalLocation?.region);
    }
    return text;
  }

  #ownText(): string | undefined {
    const exact = this.#squeezed(CODE);
    if (exact !== undefined) return exact;
    const text = this.#part(CONTEXT);
    const contextLine = this.#contextLine;
    if (text === undefined || this.line === 0 || contextLine === undefined) return squeeze(text);
    const first = this.line - contextLine;
    const last = (this.endLine === 0 ? this.line : this.endLine) - contextLine;
    const lines = first < 0 ? [] : text.split(/\r\n|\n|\r/).slice(first, last + 1);
    return squeeze(lines.join('\n')) ?? squeeze(text);
  }

  /** Mostly told by the bytes. */
  #saysNumber(): boolean {
    const last = this.path.charCodeAt(this.path.length - 1);
    if (this.#kept?.has(MESSAGE) && !this.#kept.mayStartNumber(MESSAGE, last)) return false;
    return STARTS_NUMBER.test(this.said);
  }

  /** An empty one is as good as none. */
  #hasSameHash(other: Subject): boolean {
    return (
      this.#hasSame(LINE_HASH, other) || (this.#part(LINE_HASH) ?? '') === (other.#part(LINE_HASH) ?? '')
    );
  }

  #part(part: Part): string | undefined {
    return this.#kept ? this.#kept.text(part) : partOf(this.result, part);
  }

  #squeezed(part: Part): string | undefined {
    const known = this.#kept?.has(part) === true ? this.#kept.squeezed(part) : undefined;
    return known === undefined ? squeeze(this.#part(part)) : known === '' ? undefined : known;
  }

  #hasSame(part: Part, other: Subject): boolean {
    if (this.#kept && other.#kept) return this.#kept.isSame(part, other.#kept);
    return this.#part(part) === other.#part(part);
  }

  #parse(): sarif.Result {
    if (!this.#kept) throw new Error('A result was kept nowhere');
    return this.#kept.parse();
  }
}

const NO_PLACE: sarif.PhysicalLocation = {};

/** Two objects are two, whatever is in them. */
function scalar(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? {} : value;
}

function dependencyOf(result: sarif.Result, info: RunInfo): Dependency | undefined {
  const found = info.dependencyOf(result);
  return found && { ...found, advisories: sortAdvisories(found.advisories) };
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
const STARTS_NUMBER = /(?<![\w.])\d/;

/** Without white space, which formatters move about; nothing when nothing is left. */
function squeeze(text: string | undefined): string | undefined {
  const squeezed = text?.replace(/\s+/g, '');
  return squeezed === '' ? undefined : squeezed;
}
