import type { Kind, Objects } from './objects.js';

/** Of whose rules a rule is: the standard's, GitHub code scanning's, GitHub Advanced Security for Azure DevOps'. */
export type RuleKind = 'sarif' | 'github' | 'azure';

export type Level = 'error' | 'warning' | 'note';

/** What a rule may look at beside the object that it is called with. */
export interface Scope {
  /** The log without results. */
  readonly log: Objects['log'];
  /** The run that is walked; an empty object outside of runs. It has no `results`. */
  readonly run: Objects['run'];
  /** From 0; -1 outside of runs. */
  readonly runIndex: number;
  /** Whether that run has a `results` array. */
  readonly hasResults: boolean;
  /** The result that is walked, also while its parts are; otherwise undefined. */
  readonly result: Objects['result'] | undefined;
  /** From 0; -1 outside of results. */
  readonly resultIndex: number;
}

/**
 * Called once for each object of the log that the walk reaches (walk.ts says which), with its JSON pointer.
 * First come `log` and everything of it without results, run by run; then the results, run by run; then `runEnd`
 * of each run and `logEnd`.
 */
export type Visitors = { readonly [K in Kind]?: (object: Objects[K], pointer: string) => void } & {
  /** When all results of the run are known; `results` is their number. */
  readonly runEnd?: (run: Objects['run'], pointer: string, results: number) => void;
  /** The last word. `again` reads all results once more, for what could only be asked when everything was known. */
  readonly logEnd?: (again: ReadAgain) => Promise<void> | void;
};

export type ReadAgain = (visit: (result: unknown, run: number, index: number) => void) => Promise<void>;

/** Reports a violation at a JSON pointer; `{0}`, `{1}` … of the text are replaced by the arguments. */
export type Say<Text extends string> = (
  text: Text,
  pointer: string,
  ...args: readonly (string | number)[]
) => void;

export interface ValidationRule {
  /** As the Multitool calls it: `SARIF1007`. */
  readonly id: string;
  /** In Pascal case. */
  readonly name: string;
  readonly kind: RuleKind;
  readonly level: Level;
  /** What the rule asks of a log, in one sentence. */
  readonly asks: string;
  /** Why the rule looks at nothing here: what it asks cannot be known. */
  readonly notChecked?: string;
  /** What it says, by the key that `say` takes; `{0}`, `{1}` … are replaced. */
  readonly texts: Readonly<Record<string, string>>;
  /** Called once a log: what the visitors remember between two objects lives in the closure. */
  check(say: Say<string>, scope: Scope): Visitors;
}

/**
 * Types the keys of a rule's texts. A new rule is
 *
 * 1. a file `rules/<id in lower case>.ts` that exports `defineRule({ … })` under the rule's name in camel case,
 * 2. its line in `rules/index.ts` (the order there is that of the documentation), and
 * 3. in `test/multitool/`, a mutation that violates it (`mutations.ts`).
 *
 * A visitor gets an object whose values have the types of the schema, but of which anything may be missing, also what the
 * schema requires (conform.ts). Report at the pointer that the Multitool names, so that both can be compared.
 * Keep no result: a log may have millions.
 */
export function defineRule<const Texts extends Readonly<Record<string, string>>>(
  rule: Omit<ValidationRule, 'texts' | 'check'> & {
    readonly texts: Texts;
    check(say: Say<Extract<keyof Texts, string>>, scope: Scope): Visitors;
  },
): ValidationRule {
  return rule;
}
