import type { Objects } from '../objects.js';
import { isBlank } from '../required.js';
import { defineRule } from '../rule.js';

const PREFIX = 'azuredevops/pipeline/build/';
const EMPTY_GUID = /^[{(]?0{8}-?(?:0{4}-?){3}0{12}[)}]?$/;
const GUID =
  /^(?:[\da-f]{32}|(?<dashed>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})|\{[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}|\([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\))$/i;

export const azdoProvidePipelineProperties = defineRule({
  id: 'GHAzDO1019',
  name: 'ProvidePipelineProperties',
  kind: 'azure',
  level: 'error',
  asks: 'The `properties` of `automationDetails` name the pipeline: `azuredevops/pipeline/build/buildDefinitionId` (a positive number, or -1), `…/buildDefinitionName`, `…/phaseId` (a GUID) and `…/phaseName`.',
  texts: {
    none: 'The automationDetails have no property {0}.',
    noNumber: 'The property {0} is {1}, which is no positive number and not -1.',
    noGuid: 'The property {0} is {1}, which is no GUID, or the empty one.',
  },
  check: (say) => ({
    run({ automationDetails }, runPointer) {
      if (automationDetails === undefined) return;
      const at = `${runPointer}/automationDetails`;
      const isGiven = (key: string, value: string): boolean => {
        if (isBlank(value)) say('none', at, key);
        return !isBlank(value);
      };
      const [id, name, phase, phaseName] = KEYS;
      const [idValue, phaseValue] = [textOf(automationDetails, id), textOf(automationDetails, phase)];
      if (isGiven(id, idValue) && !isDefinitionId(idValue)) say('noNumber', at, id, idValue);
      isGiven(name, textOf(automationDetails, name));
      if (isGiven(phase, phaseValue) && !isGuid(phaseValue)) say('noGuid', at, phase, phaseValue);
      isGiven(phaseName, textOf(automationDetails, phaseName));
    },
  }),
});

const KEYS = [
  `${PREFIX}buildDefinitionId`,
  `${PREFIX}buildDefinitionName`,
  `${PREFIX}phaseId`,
  `${PREFIX}phaseName`,
] as const;

function textOf({ properties }: Objects['runAutomationDetails'], key: string): string {
  const value: unknown = properties?.[key];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** An `int` of .NET; -1 is what Azure DevOps gives a run without a saved definition. */
function isDefinitionId(text: string): boolean {
  const number = /^\s*[+-]?\d{1,10}\s*$/.test(text) ? Number(text) : Number.NaN;
  return (number > 0 && number < 2 ** 31) || number === -1;
}

function isGuid(text: string): boolean {
  return GUID.test(text.trim()) && !EMPTY_GUID.test(text.trim());
}
