import type * as sarif from 'sarif';

/** What the results of a run refer to. */
export interface RunContext {
  readonly driver: RuleIndex | undefined;
  /** Undefined for those whose rules stand in another file. */
  readonly extensions: readonly (RuleIndex | undefined)[];
  /** How many artifacts there are; infinite when they stand in another file. */
  readonly artifacts: number;
}

/** The rules of a tool component, found by index and by id. */
export interface RuleIndex {
  readonly rules: readonly sarif.ReportingDescriptor[];
  /** The index of the rule with exactly this id, the first one where several have it. */
  find(id: string): number | undefined;
}

export function readContext(run: sarif.Run): RunContext {
  const external = run.externalPropertyFileReferences;
  const extensions = external?.extensions ? [] : (run.tool.extensions ?? []);
  return {
    driver: external?.driver ? undefined : indexRules(run.tool.driver),
    extensions: extensions.map(indexRules),
    artifacts: external?.artifacts ? Infinity : (run.artifacts?.length ?? 0),
  };
}

function indexRules({ rules = [] }: sarif.ToolComponent): RuleIndex {
  let byId: Map<string, number> | undefined;
  return {
    rules,
    find(id) {
      byId ??= firstIndices(rules);
      return byId.get(id);
    },
  };
}

function firstIndices(rules: readonly sarif.ReportingDescriptor[]): Map<string, number> {
  const indices = new Map<string, number>();
  rules.forEach(({ id }, index) => {
    if (!indices.has(id)) indices.set(id, index);
  });
  return indices;
}
