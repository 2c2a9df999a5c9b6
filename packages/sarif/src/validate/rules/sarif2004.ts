import type { Objects } from '../objects.js';
import { defineRule } from '../rule.js';

export const optimizeFileSize = defineRule({
  id: 'SARIF2004',
  name: 'OptimizeFileSize',
  kind: 'sarif',
  level: 'warning',
  asks: 'Nothing is written twice or says nothing: artifacts that are only a location, rules that are only an id, a `rule` where `ruleId` does, an `analysisTarget` that is the location, an index of -1.',
  texts: {
    target: 'analysisTarget {0} is the location of the result: leave it out.',
    ruleTwice: 'rule says which rule it is: leave ruleId and ruleIndex out.',
    preferRuleId: 'The rule is one of the driver: ruleId and ruleIndex say the same as rule, shorter.',
    locationOnly: 'The artifacts say no more than the locations of the results.',
    idOnly: 'The rules say no more than their ids.',
    sentinel: '{0} is -1, which says the same as leaving it out.',
  },
  check(say, scope) {
    const sentinel = (object: object, at: string, property: string): void => {
      if ((object as Readonly<Record<string, unknown>>)[property] === -1)
        say('sentinel', `${at}/${property}`, property);
    };
    const both = (object: object, at: string): void => {
      sentinel(object, at, 'index');
      sentinel(object, at, 'parentIndex');
    };
    return {
      run({ tool }, at) {
        if (hasOnly(tool?.driver?.rules?.[0], 'id')) say('idOnly', `${at}/tool/driver/rules`);
      },
      result(result, at) {
        if (scope.resultIndex === 0 && locatesOnly(scope.run, result))
          say('locationOnly', `/runs/${scope.runIndex}/artifacts`);
        const target = result.analysisTarget;
        if (target !== undefined && isLocation(result, target))
          say('target', `${at}/analysisTarget`, target.uri ?? '');
        const twice = ruleTwice(result, scope.run.tool?.driver?.guid);
        if (twice !== undefined) say(twice, at);
        sentinel(result, at, 'ruleIndex');
      },
      artifactLocation: (object, at) => sentinel(object, at, 'index'),
      reportingDescriptorReference: (object, at) => sentinel(object, at, 'index'),
      threadFlowLocation: (object, at) => sentinel(object, at, 'index'),
      logicalLocation: both,
      address: both,
      artifact: (object, at) => sentinel(object, at, 'parentIndex'),
    };
  },
});

function hasOnly(object: object | undefined, property: string): boolean {
  return object !== undefined && Object.keys(object).join() === property;
}

/** Looks at the first artifact and the first result, since a tool writes all of them alike. */
function locatesOnly({ artifacts }: Objects['run'], { locations }: Objects['result']): boolean {
  const place = locations?.[0]?.physicalLocation?.artifactLocation;
  const repeats = place?.uri !== undefined && place.index !== undefined;
  return repeats && hasOnly(artifacts?.[0], 'location');
}

function isLocation({ locations = [] }: Objects['result'], target: Objects['artifactLocation']): boolean {
  return locations.some(({ physicalLocation }) => physicalLocation?.artifactLocation?.uri === target.uri);
}

function ruleTwice(
  { rule, ruleId = '', ruleIndex = -1 }: Objects['result'],
  driverGuid: string | undefined,
): 'preferRuleId' | 'ruleTwice' | undefined {
  if (rule === undefined) return undefined;
  const component = rule.toolComponent;
  if (component === undefined || refersToDriver(component, driverGuid)) return 'preferRuleId';
  return ruleId.trim() !== '' || ruleIndex >= 0 ? 'ruleTwice' : undefined;
}

function refersToDriver(
  { index = -1, guid }: Objects['toolComponentReference'],
  driverGuid: string | undefined,
): boolean {
  return index === -1 && (guid === undefined || guid.toLowerCase() === driverGuid?.toLowerCase());
}
