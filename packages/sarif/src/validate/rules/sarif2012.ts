import type { Objects } from '../objects.js';
import { defineRule, type Say } from '../rule.js';
import { RuleLookup } from '../rule-lookup.js';

export const provideRuleProperties = defineRule({
  id: 'SARIF2012',
  name: 'ProvideRuleProperties',
  kind: 'sarif',
  level: 'note',
  asks: 'The driver has `rules`, with every rule of the results among them; each has a `name` in Pascal case and a `helpUri`.',
  texts: {
    noName: 'The rule {0} has no name.',
    notPascal: 'The name {0} is not in Pascal case, as ProvideRuleFriendlyName is.',
    noHelp: 'The rule {0} has no helpUri.',
    noRules: 'The driver has no rules.',
    unknown: 'The rules do not hold the rule {0} of a result.',
  },
  check(say, scope) {
    let missing = new MissingRules({});
    let run = -1;
    return {
      run: ({ tool }, at) => lookAtDriver(say, tool?.driver ?? {}, `${at}/tool/driver`),
      reportingDescriptor({ id = '', name = '' }, at) {
        if (name.trim() === '') say('noName', at, id);
        else if (!PASCAL.test(name)) say('notPascal', `${at}/name`, name);
      },
      result(result) {
        if (run !== scope.runIndex) {
          run = scope.runIndex;
          missing = new MissingRules(scope.run);
        }
        const id = missing.look(result);
        if (id !== undefined) say('unknown', `/runs/${run}/tool/driver/rules`, id);
      },
    };
  },
});

// Linear: each repetition begins with a capital letter, which the inside of none can be.
const PASCAL = /^(?:\p{Lu}[\p{Ll}\p{Nd}]+)*$/u;

function lookAtDriver(
  say: Say<'noHelp' | 'noRules'>,
  { rules = [] }: Objects['toolComponent'],
  at: string,
): void {
  if (rules.length === 0) return say('noRules', at);
  rules.forEach(({ id = '', name = '', helpUri }, i) => {
    // Rules of AI tools that stand in no catalogue have no page that could be named.
    if (helpUri !== undefined || id.startsWith('NOVEL-')) return;
    say('noHelp', `${at}/rules/${i}`, name.trim() === '' ? id : `${id}.${name}`);
  });
}

/** Tells of each rule that the driver does not hold, the first time that a result has it. */
class MissingRules {
  readonly #lookup: RuleLookup;
  readonly #rules: readonly Objects['reportingDescriptor'][];
  readonly #known: ReadonlySet<string>;
  readonly #told = new Set<string>();

  constructor(run: Objects['run']) {
    this.#lookup = new RuleLookup(run);
    this.#rules = run.tool?.driver?.rules ?? [];
    this.#known = new Set(this.#rules.map(({ id = '' }) => id.toUpperCase()));
  }

  look(result: Objects['result']): string | undefined {
    const { ruleIndex = -1 } = result;
    if (this.#rules.length === 0 || (ruleIndex >= 0 && ruleIndex < this.#rules.length)) return undefined;
    const id = this.#lookup.idOf(result) ?? '';
    const key = id.toUpperCase();
    if (this.#told.has(key) || this.#isKnown(key)) return undefined;
    this.#told.add(key);
    return id;
  }

  /** Itself, or with one part less: `A1/sub` is a case of A1 (SARIF 3.52.4). */
  #isKnown(key: string): boolean {
    if (key === '') return false;
    const slash = key.lastIndexOf('/');
    return this.#known.has(key) || (slash > 0 && this.#known.has(key.slice(0, slash)));
  }
}
