import type { Objects } from './objects.js';

type Run = Objects['run'];
type Component = Objects['toolComponent'];
type Descriptor = Objects['reportingDescriptor'];

/** Finds the rule of a result as SARIF 3.52.3 says: by index, by guid, by id. One for each run: it remembers the ids. */
export class RuleLookup {
  readonly #run: Run;
  readonly #indexes = new Map<Component, ReadonlyMap<string, Descriptor>>();

  constructor(run: Run) {
    this.#run = run;
  }

  /** The rule of a result; nothing when the log does not hold it. */
  find({ ruleId, ruleIndex, rule }: Objects['result']): Descriptor | undefined {
    const component = this.#component(rule?.toolComponent);
    const rules = component?.rules;
    if (component === undefined || rules === undefined) return undefined;
    const index = [ruleIndex, rule?.index].find((candidate) => candidate !== undefined && candidate >= 0);
    if (index !== undefined) return rules[index];
    const known = this.#index(component);
    const byGuid = rule?.guid === undefined ? undefined : known.get(guidKey(rule.guid));
    const id = ruleId ?? rule?.id;
    return byGuid ?? (id === undefined ? undefined : known.get(idKey(id)));
  }

  /** The id of a result's rule, also when only an index leads to it. */
  idOf(result: Objects['result']): string | undefined {
    return result.ruleId ?? result.rule?.id ?? this.find(result)?.id;
  }

  /** SARIF 3.54.2; without a reference it is the driver. */
  #component(reference: Objects['toolComponentReference'] | undefined): Component | undefined {
    const { driver, extensions } = this.#run.tool ?? {};
    const { index = -1, guid } = reference ?? {};
    if (index !== -1) return extensions?.[index];
    if (guid === undefined) return driver;
    return [...(extensions ?? []), ...(driver ? [driver] : [])].find(
      (component) => component.guid?.toLowerCase() === guid.toLowerCase(),
    );
  }

  #index(component: Component): ReadonlyMap<string, Descriptor> {
    const known = this.#indexes.get(component);
    if (known) return known;
    const index = new Map<string, Descriptor>();
    for (const rule of component.rules ?? []) {
      if (rule.guid !== undefined) index.set(guidKey(rule.guid), rule);
      if (rule.id !== undefined) index.set(idKey(rule.id), rule);
    }
    this.#indexes.set(component, index);
    return index;
  }
}

function idKey(id: string): string {
  return `id ${id}`;
}

function guidKey(guid: string): string {
  return `guid ${guid.toLowerCase()}`;
}
