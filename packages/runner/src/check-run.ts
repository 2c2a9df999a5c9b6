import { automationId, type Gap } from '@railgate/contract';
import { decodePath, schemaViolations, toLog, toNotification } from '@railgate/sarif/run';
import type * as sarif from 'sarif';

import { isRelativePath, unreadable } from './check-shape.js';

const SHOWN = 3;

/**
 * The run of a gate: valid SARIF, rules declared, one location a result (a file, or an image), no path that is absolute or leaves the root.
 *
 * @throws {GateError} `REPORT_UNREADABLE` with the first violations.
 */
export function checkRun(value: unknown): sarif.Run {
  const violations = schemaViolations(toLog([value as sarif.Run]));
  if (violations.length > 0) {
    const more = violations.length > SHOWN ? `, and ${violations.length - SHOWN} more` : '';
    throw unreadable(`it breaks the SARIF schema: ${violations.slice(0, SHOWN).join('; ')}${more}`);
  }
  const run = value as sarif.Run;
  checkRules(run);
  for (const result of run.results ?? []) checkLocation(result);
  checkUris(run.results);
  return run;
}

/** What the runner knows better than the gate: the run's id, and its gaps as notifications. */
export function completeRun(run: sarif.Run, gate: string, target: string, gaps: readonly Gap[]): sarif.Run {
  const [invocation] = run.invocations ?? [];
  const others = (invocation?.toolExecutionNotifications ?? []).filter(({ level }) => level !== 'error');
  const notifications = [...gaps.map(toNotification), ...others];
  return {
    ...run,
    automationDetails: { ...run.automationDetails, id: automationId(gate, target) },
    invocations: [
      {
        executionSuccessful: gaps.length === 0,
        ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
      },
    ],
    results: run.results ?? [],
  };
}

function checkRules(run: sarif.Run): void {
  const declared = new Set((run.tool.driver.rules ?? []).map(({ id }) => id));
  const undeclared = (run.results ?? []).find(({ ruleId }) => ruleId === undefined || !declared.has(ruleId));
  if (undeclared)
    throw unreadable(`it has a result of ${undeclared.ruleId ?? 'no rule'}, which it does not declare`);
}

function checkLocation({ ruleId, locations = [] }: sarif.Result): void {
  const [{ physicalLocation, logicalLocations } = {}] = locations;
  const place = physicalLocation
    ? physicalLocation.artifactLocation?.uri
    : logicalLocations?.[0]?.fullyQualifiedName;
  if (locations.length !== 1 || place === undefined)
    throw unreadable(`a result of ${ruleId} has not exactly one location`);
}

/** Every `artifactLocation` below, wherever SARIF allows one. No recursion, since nesting comes from outside. */
function checkUris(value: unknown): void {
  for (let queue: unknown[] = [value]; queue.length > 0;) {
    const next = queue.pop();
    if (typeof next !== 'object' || next === null) continue;
    const uri: unknown = 'artifactLocation' in next ? uriOf(next.artifactLocation) : undefined;
    if (typeof uri === 'string' && !isInsideRoot(uri))
      throw unreadable('a result has a path that is absolute or leaves the repository');
    for (const child of Object.values(next)) queue.push(child);
  }
}

function uriOf(location: unknown): unknown {
  return typeof location === 'object' && location !== null && 'uri' in location ? location.uri : undefined;
}

function isInsideRoot(uri: string): boolean {
  return !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri) && isRelativePath(decodePath(uri));
}
