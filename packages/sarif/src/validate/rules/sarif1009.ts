import { defineRule, type Say } from '../rule.js';

export const indexPropertiesMustBeConsistentWithArrays = defineRule({
  id: 'SARIF1009',
  name: 'IndexPropertiesMustBeConsistentWithArrays',
  kind: 'sarif',
  level: 'error',
  asks: 'Every index points into an array that is there and long enough.',
  texts: {
    noArray: '{0} is {1}, and there is no array {2}.',
    tooShort: '{0} is {1}, and the array {2} has the length {3}.',
  },
  check(say, scope) {
    const look = lookup(say);
    const inRun = (at: string, property: string, index: number | undefined, array: RunArray): void =>
      look(at, property, index, scope.run[array], `/runs/${scope.runIndex}/${array}`);
    return {
      address({ index, parentIndex }, at) {
        inRun(at, 'index', index, 'addresses');
        inRun(at, 'parentIndex', parentIndex, 'addresses');
      },
      artifact: ({ parentIndex }, at) => inRun(at, 'parentIndex', parentIndex, 'artifacts'),
      artifactLocation: ({ index }, at) => inRun(at, 'index', index, 'artifacts'),
      graphTraversal({ runGraphIndex, resultGraphIndex }, at) {
        const { result, resultIndex, runIndex } = scope;
        inRun(at, 'runGraphIndex', runGraphIndex, 'graphs');
        const name = `/runs/${runIndex}/results/${resultIndex}/graphs`;
        look(at, 'resultGraphIndex', resultGraphIndex, result?.graphs, name);
      },
      logicalLocation({ index, parentIndex }, at) {
        inRun(at, 'index', index, 'logicalLocations');
        inRun(at, 'parentIndex', parentIndex, 'logicalLocations');
      },
      result({ ruleIndex }, at) {
        const name = `/runs/${scope.runIndex}/tool/driver/rules`;
        look(at, 'ruleIndex', ruleIndex, scope.run.tool?.driver?.rules, name);
      },
      resultProvenance: ({ invocationIndex }, at) =>
        inRun(at, 'invocationIndex', invocationIndex, 'invocations'),
      threadFlowLocation: ({ index }, at) => inRun(at, 'index', index, 'threadFlowLocations'),
      webRequest: ({ index }, at) => inRun(at, 'index', index, 'webRequests'),
      webResponse: ({ index }, at) => inRun(at, 'index', index, 'webResponses'),
    };
  },
});

type RunArray =
  | 'addresses'
  | 'artifacts'
  | 'graphs'
  | 'invocations'
  | 'logicalLocations'
  | 'threadFlowLocations'
  | 'webRequests'
  | 'webResponses';

/** -1 says that there is no index (SARIF 3.7.4). */
function lookup(say: Say<'noArray' | 'tooShort'>) {
  return (
    at: string,
    property: string,
    index: number | undefined,
    array: readonly unknown[] | undefined,
    name: string,
  ): void => {
    if (index === undefined || index === -1) return;
    if (array === undefined) say('noArray', at, property, index, name);
    else if (index < 0 || index >= array.length) say('tooShort', at, property, index, name, array.length);
  };
}
