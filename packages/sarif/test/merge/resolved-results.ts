import type * as sarif from 'sarif';

// The oracle: results with everything they point at put in its place, counted. It knows nothing of the merger's
// tables; it resolves by hand what the generator above makes.

/** How often each result may stand in the merged log, by key and value: the most of all inputs. */
export function countResults(logs: readonly sarif.Log[]): Map<string, number> {
  const most = new Map<string, number>();
  for (const { runs } of logs) {
    const counts = new Map<string, number>();
    for (const one of runs)
      for (const value of one.results ?? []) {
        const key = `${keyOf(one)} ${sortedText(expand(value, one))}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    for (const [key, count] of counts) most.set(key, Math.max(most.get(key) ?? 0, count));
  }
  return new Map([...most].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function keyOf({ tool, automationDetails }: sarif.Run): string {
  return `${tool.driver.name} ${/^.*\//.exec(automationDetails?.id ?? '')?.[0] ?? ''}`;
}

function expand(value: sarif.Result, one: sarif.Run): unknown {
  const { ruleId } = value;
  const { tool } = one;
  const owner = value.rule?.toolComponent
    ? tool.extensions?.[value.rule.toolComponent.index ?? -1]
    : tool.driver;
  const list = owner?.rules;
  const descriptor =
    list?.[value.ruleIndex ?? -1] ?? list?.[value.rule?.index ?? -1] ?? byName(one, list, ruleId);
  return {
    ...value,
    ruleIndex: undefined,
    partialFingerprints: undefined,
    rule: descriptor ? expandRule(descriptor, one) : undefined,
    // The merger gives an id to a result that only had an index; the rule above holds it already.
    ruleId: ruleId === descriptor?.id ? undefined : ruleId,
    owner: descriptor &&
      owner && { name: owner.name, version: owner === tool.driver ? undefined : owner.version },
    locations: value.locations?.map(({ physicalLocation, logicalLocations }) => ({
      region: physicalLocation?.region,
      file: expandFile(physicalLocation?.artifactLocation, one),
      logical: logicalLocations?.map(({ index }) => expandLogical(index, one)),
    })),
    taxa: value.taxa?.map(({ index }) => one.taxonomies?.[0]?.taxa?.[index ?? -1]),
    codeFlows: value.codeFlows?.map(({ threadFlows }) =>
      threadFlows.map(({ locations }) =>
        locations.map(({ index }) => one.threadFlowLocations?.[index ?? -1]?.nestingLevel),
      ),
    ),
    provenance: one.invocations?.[value.provenance?.invocationIndex ?? -1],
    graphTraversals: value.graphTraversals?.map(({ runGraphIndex }) => one.graphs?.[runGraphIndex ?? -1]),
    webRequest: value.webRequest && one.webRequests?.[value.webRequest.index ?? -1],
  };
}

/** Two levels deep: rules may name each other. */
function expandRule(value: sarif.ReportingDescriptor, one: sarif.Run, depth = 0): unknown {
  if (depth > 2) return value.id;
  const relationships = value.relationships?.map(({ target }) => {
    const part = target.toolComponent
      ? one.tool.extensions?.[target.toolComponent.index ?? -1]
      : one.tool.driver;
    const found = descriptorOf(one, part, target);
    return [target.id, found ? [part?.name, expandRule(found, one, depth + 1)] : undefined];
  });
  return { ...value, relationships: relationships && distinct(relationships) };
}

/** `relationships` and `taxa` hold nothing twice. */
function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [sortedText(value), value])).values()];
}

/** Names lead somewhere in logs of tools; in a merged log everything that led somewhere has an index. */
function byName(
  one: sarif.Run,
  list: readonly sarif.ReportingDescriptor[] | undefined,
  wanted: string | undefined,
): sarif.ReportingDescriptor | undefined {
  return one.properties?.['railgate/merged'] ? undefined : list?.find(({ id }) => id === wanted);
}

function descriptorOf(
  one: sarif.Run,
  part: sarif.ToolComponent | undefined,
  { index = -1, id }: sarif.ReportingDescriptorReference,
): sarif.ReportingDescriptor | undefined {
  const lists = [part?.taxa ?? [], part?.rules ?? []];
  const counted = lists.map((list) => list[index]).filter((some) => some !== undefined);
  const named = lists.map((list) => byName(one, list, id)).find((some) => some !== undefined);
  return counted.find((some) => some.id === id) ?? (id === undefined ? counted[0] : named);
}

function expandFile(file: sarif.ArtifactLocation | undefined, one: sarif.Run, depth = 0): unknown {
  if (!file || depth > 3) return undefined;
  const cached = one.artifacts?.[file.index ?? -1];
  return {
    uri: file.uri,
    base: expandBase(file.uriBaseId, one),
    cached: cached && expandArtifact(cached, one, depth + 1),
  };
}

function expandArtifact(value: sarif.Artifact, one: sarif.Run, depth: number): unknown {
  if (depth > 3) return undefined;
  const parent = one.artifacts?.[value.parentIndex ?? -1];
  return {
    length: value.length,
    location: expandFile(value.location, one, depth + 1),
    parent: parent && expandArtifact(parent, one, depth + 1),
  };
}

function expandBase(name: string | undefined, one: sarif.Run): unknown {
  const base = name === undefined ? undefined : one.originalUriBaseIds?.[name];
  return base && { uri: base.uri, base: expandBase(base.uriBaseId, one) };
}

function expandLogical(index: number | undefined, one: sarif.Run, depth = 0): unknown {
  const found = one.logicalLocations?.[index ?? -1];
  if (!found || depth > 3) return undefined;
  return { name: found.fullyQualifiedName, parent: expandLogical(found.parentIndex, one, depth + 1) };
}

function sortedText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
