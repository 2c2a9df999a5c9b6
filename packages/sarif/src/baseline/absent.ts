import type * as sarif from 'sarif';

import { levelOf } from './state.js';
import type { Subject } from './subject.js';

/**
 * A result that the head does not have any more, as it stands in the head's run: with its old place and nothing that
 * points into the lists of its old run.
 */
export function absentResult(subject: Subject, head: sarif.Run): sarif.Result {
  const { result, rule, info } = subject;
  const { kind, fingerprints, partialFingerprints, suppressions, properties } = result;
  const ruleIndex = head.tool.driver.rules?.findIndex(({ id }) => id === rule) ?? -1;
  return {
    ruleId: rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    ...(kind !== undefined && { kind }),
    level: levelOf(subject),
    message: ownMessage(subject),
    ...(result.locations && {
      locations: result.locations.map((location) => ownLocation(location, info.run)),
    }),
    ...(result.relatedLocations && {
      relatedLocations: result.relatedLocations.map((location) => ownLocation(location, info.run)),
    }),
    ...(fingerprints && { fingerprints }),
    ...(partialFingerprints && { partialFingerprints }),
    ...(suppressions && { suppressions }),
    ...(properties && { properties: withoutCause(properties) }),
    baselineState: 'absent',
  };
}

/** The text of a message that the old run's rule holds. */
function ownMessage({ result, rule, info }: Subject): sarif.Message {
  const { message } = result;
  if (message.id === undefined || message.text !== undefined) return message;
  const template = info.rules.get(rule)?.messageStrings?.[message.id];
  const { id, ...rest } = message;
  return { text: template?.text ?? id, ...rest };
}

function ownLocation(location: sarif.Location, run: sarif.Run): sarif.Location {
  const { physicalLocation, logicalLocations, ...rest } = location;
  return {
    ...rest,
    ...(physicalLocation && { physicalLocation: ownPhysicalLocation(physicalLocation, run) }),
    ...(logicalLocations && {
      logicalLocations: logicalLocations.map((logical) => ownLogicalLocation(logical, run)),
    }),
  };
}

function ownPhysicalLocation(place: sarif.PhysicalLocation, run: sarif.Run): sarif.PhysicalLocation {
  const { artifactLocation, ...rest } = place;
  if (artifactLocation === undefined) return place;
  const { index = -1, ...own } = artifactLocation;
  return {
    ...rest,
    artifactLocation: { ...namedBy(run.artifacts?.[index]?.location), ...own },
  } as sarif.PhysicalLocation;
}

function namedBy({ uri, uriBaseId }: sarif.ArtifactLocation = {}): sarif.ArtifactLocation {
  return { ...(uri !== undefined && { uri }), ...(uriBaseId !== undefined && { uriBaseId }) };
}

function ownLogicalLocation(logical: sarif.LogicalLocation, run: sarif.Run): sarif.LogicalLocation {
  const whole = { ...run.logicalLocations?.[logical.index ?? -1], ...logical };
  delete whole.index;
  delete whole.parentIndex;
  return whole;
}

/** Why it was new once. */
function withoutCause(properties: sarif.PropertyBag): sarif.PropertyBag {
  const rest = { ...properties };
  delete rest['cause'];
  return rest;
}
