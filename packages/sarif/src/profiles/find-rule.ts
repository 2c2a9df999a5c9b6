import type * as sarif from 'sarif';

/** A rule with the component that it stands in. */
export interface FoundRule {
  readonly rule: sarif.ReportingDescriptor;
  readonly component: sarif.ToolComponent;
}

/** Finds the rule of a result, however the result names it (SARIF 3.27.5 to 3.27.7 and 3.52). */
export type RuleFinder = (result: sarif.Result) => FoundRule | undefined;

export function ruleFinder(run: sarif.Run): RuleFinder {
  const components = [run.tool.driver, ...(run.tool.extensions ?? [])];
  const byId = new Map<sarif.ToolComponent, Map<string, sarif.ReportingDescriptor>>();
  for (const component of components) byId.set(component, indexById(component));

  const search = (id: string | undefined, first: sarif.ToolComponent): FoundRule | undefined => {
    for (const component of [first, ...components]) {
      const rule = lookup(byId.get(component), id);
      if (rule) return { rule, component };
    }
    return undefined;
  };
  return (result) => {
    const component = componentOf(run, result.rule?.toolComponent);
    const id = result.ruleId ?? result.rule?.id;
    const indexed = component.rules?.[result.rule?.index ?? result.ruleIndex ?? -1];
    // The id wins over an index that points elsewhere: mergers are known to break the latter.
    if (indexed && (id === undefined || isWithin(id, indexed.id))) return { rule: indexed, component };
    return search(id, component) ?? byGuid(result.rule?.guid, components);
  };
}

/** The level that the invocation gave to a rule (SARIF 3.20.5), if any. */
export function configuredLevel(
  run: sarif.Run,
  { rule, component }: FoundRule,
): sarif.Result.level | undefined {
  for (const { ruleConfigurationOverrides = [] } of run.invocations ?? []) {
    for (const { descriptor, configuration } of ruleConfigurationOverrides) {
      if (configuration.level === undefined) continue;
      const within = componentOf(run, descriptor.toolComponent);
      if (within !== component) continue;
      if (descriptor.id === rule.id || within.rules?.[descriptor.index ?? -1] === rule)
        return configuration.level;
    }
  }
  return undefined;
}

function componentOf(
  run: sarif.Run,
  reference: sarif.ToolComponentReference | undefined,
): sarif.ToolComponent {
  const { driver, extensions = [] } = run.tool;
  if (!reference) return driver;
  const { index = -1, guid, name } = reference;
  return (
    extensions[index] ??
    extensions.find(
      (one) => (guid !== undefined && one.guid === guid) || (name !== undefined && one.name === name),
    ) ??
    driver
  );
}

function indexById(component: sarif.ToolComponent): Map<string, sarif.ReportingDescriptor> {
  const rules = new Map<string, sarif.ReportingDescriptor>();
  for (const rule of component.rules ?? []) if (!rules.has(rule.id)) rules.set(rule.id, rule);
  return rules;
}

/** Ids come from files: one of nothing but slashes must cost no more than another. */
const LEVELS = 16;

/** `CA1000/1` is a case of the rule `CA1000` (SARIF 3.5.4); a rule with the whole id comes first. */
function lookup(
  rules: ReadonlyMap<string, sarif.ReportingDescriptor> | undefined,
  id: string | undefined,
): sarif.ReportingDescriptor | undefined {
  let part = id ?? '';
  for (let level = 0; part !== '' && level < LEVELS; level++) {
    const rule = rules?.get(part);
    if (rule) return rule;
    part = part.slice(0, Math.max(0, part.lastIndexOf('/')));
  }
  return undefined;
}

function isWithin(id: string, ruleId: string): boolean {
  return id === ruleId || id.startsWith(`${ruleId}/`);
}

function byGuid(guid: string | undefined, components: readonly sarif.ToolComponent[]): FoundRule | undefined {
  if (guid === undefined) return undefined;
  for (const component of components) {
    const rule = component.rules?.find((one) => one.guid === guid);
    if (rule) return { rule, component };
  }
  return undefined;
}
