import type { SarifSource } from '../read/source.js';
import { conform } from './conform.js';
import type { Objects } from './objects.js';
import type { Level, RuleKind, Scope, ValidationRule, Visitors } from './rule.js';
import { VALIDATION_RULES } from './rules/index.js';
import { logErrors, resultErrors, type SchemaError } from './schema.js';
import { Walk } from './walk.js';

/** One place where a log breaks the schema or a rule. */
export interface Violation {
  /** `SCHEMA`, or the id of the rule. */
  readonly rule: string;
  readonly level: Level;
  /** JSON pointer into the log; empty for the log itself. */
  readonly pointer: string;
  /** May hold text of the log: for people it has to go through `cleanText`. */
  readonly message: string;
}

/** The schema and the SARIF rules alone, or with the rules of one consumer. */
export type ValidationProfile = 'sarif' | 'github' | 'azure';

export interface ValidateOptions {
  /** Default: `sarif`. */
  readonly profile?: ValidationProfile;
  /** The lowest level that is looked for; default: `warning`. */
  readonly level?: Level;
}

const LEVELS: readonly Level[] = ['note', 'warning', 'error'];

/** The rules of a profile from a level on. */
export function rulesOf({
  profile = 'sarif',
  level = 'warning',
}: ValidateOptions = {}): readonly ValidationRule[] {
  const kinds: readonly RuleKind[] = profile === 'sarif' ? ['sarif'] : ['sarif', profile];
  const least = LEVELS.indexOf(level);
  return VALIDATION_RULES.filter((rule) => kinds.includes(rule.kind) && LEVELS.indexOf(rule.level) >= least);
}

/**
 * Holds a log to the schema and the rules, one result at a time. The source has to be a raw one (`openSarif` with
 * `{ repair: false }`): a repaired log would hide what was wrong with it.
 *
 * @param found is called for each violation, in the order of the log: first those of the log without results, then those of
 * the results, then what is known only at the end.
 * @throws {SarifReadError} when the input cannot be read on.
 */
export async function validateSource(
  source: SarifSource,
  options: ValidateOptions,
  found: (violation: Violation) => void,
): Promise<void> {
  await new Validation(source, rulesOf(options), found).run();
}

class Validation {
  readonly #source: SarifSource;
  readonly #found: (violation: Violation) => void;
  readonly #scope: Writable<Scope>;
  readonly #visitors: readonly Visitors[];
  readonly #walk: Walk;
  readonly #runs: readonly Objects['run'][];
  readonly #counts: number[];

  constructor(source: SarifSource, rules: readonly ValidationRule[], found: (violation: Violation) => void) {
    const log = conform('log', source.head) ?? {};
    this.#source = source;
    this.#found = found;
    this.#runs = log.runs ?? [];
    this.#counts = this.#runs.map(() => 0);
    this.#scope = { log, run: {}, runIndex: -1, hasResults: false, result: undefined, resultIndex: -1 };
    this.#visitors = rules.map((rule) => rule.check(sayer(rule, found), this.#scope));
    this.#walk = new Walk(this.#visitors);
  }

  async run(): Promise<void> {
    if (this.#isOtherVersion()) return;
    this.#head();
    await this.#source.eachResult((result, run, index) => this.#result(result, run, index));
    this.#runs.forEach((run, index) => {
      this.#enter(index);
      for (const { runEnd } of this.#visitors) runEnd?.(run, `/runs/${index}`, this.#counts[index] ?? 0);
    });
    for (const { logEnd } of this.#visitors) await logEnd?.((visit) => this.#source.eachResult(visit));
    this.#encoding();
  }

  /** A log of another version breaks everything that 2.1.0 asks: that it is one says more than a thousand lines. */
  #isOtherVersion(): boolean {
    const { version } = this.#scope.log;
    if (version === undefined || String(version) === '2.1.0') return false;
    const message = `This is SARIF ${JSON.stringify(version)}, which is not held to the rules of "2.1.0".`;
    this.#found({ rule: 'SCHEMA', level: 'error', pointer: '/version', message });
    return true;
  }

  #head(): void {
    this.#schema(() => logErrors(this.#source.head), '');
    for (const { log } of this.#visitors) log?.(this.#scope.log, '');
    this.#runs.forEach((run, index) => {
      this.#enter(index);
      this.#walk.visit('run', run, `/runs/${index}`);
    });
  }

  #result(result: unknown, run: number, index: number): void {
    const pointer = `/runs/${run}/results/${index}`;
    this.#schema(() => resultErrors(result), pointer);
    if (this.#scope.runIndex !== run) this.#enter(run);
    this.#counts[run] = index + 1;
    const object = conform('result', result) ?? {};
    this.#scope.result = object;
    this.#scope.resultIndex = index;
    this.#walk.visit('result', object, pointer);
  }

  /** A raw source mends no more than the text itself, which SARIF wants in UTF-8 (3.2). */
  #encoding(): void {
    for (const { first, message } of this.#source.repairs)
      this.#found({ rule: 'SCHEMA', level: 'error', pointer: first, message });
  }

  #enter(index: number): void {
    this.#scope.run = this.#runs[index] ?? {};
    this.#scope.runIndex = index;
    this.#scope.hasResults = this.#source.hasResults[index] ?? false;
    this.#scope.result = undefined;
    this.#scope.resultIndex = -1;
  }

  #schema(errors: () => readonly SchemaError[], pointer: string): void {
    for (const error of schemaErrors(errors))
      this.#found({
        rule: 'SCHEMA',
        level: 'error',
        pointer: pointer + error.instancePath,
        message: schemaMessage(error),
      });
  }
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Nesting and long texts that nobody writes can exhaust the stack of the compiled schema and of its expressions. */
function schemaErrors(errors: () => readonly SchemaError[]): readonly SchemaError[] {
  try {
    return errors();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'is nested too deeply or too long to be checked';
    return [{ instancePath: '', schemaPath: '#', keyword: 'depth', params: {}, message }];
  }
}

/** ajv's own words, with the name or the values that only its parameters hold. */
function schemaMessage({ keyword, message = 'is invalid', params }: SchemaError): string {
  if (keyword === 'additionalProperties')
    return `must not have the property ${JSON.stringify(params['additionalProperty'])}.`;
  if (keyword === 'enum') return `must be one of ${JSON.stringify(params['allowedValues'])}.`;
  return `${message}.`;
}

function sayer(
  rule: ValidationRule,
  found: (violation: Violation) => void,
): Parameters<ValidationRule['check']>[0] {
  const { id, level, texts } = rule;
  return (text, pointer, ...args) =>
    found({ rule: id, level, pointer, message: fill(texts[text] as string, args) });
}

function fill(text: string, args: readonly (string | number)[]): string {
  if (args.length === 0) return text;
  return text.replace(/\{(\d)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));
}
