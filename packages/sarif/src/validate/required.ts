import { isFinalSchema } from './final-schema.js';
import type { Objects } from './objects.js';
import type { Say } from './rule.js';

/** What both consumers require, GitHub and Azure DevOps: their rules differ in what comes on top. */

export const SCHEMA_TEXTS = { other: '$schema {0} is not the final schema of SARIF 2.1.0.' } as const;

export function checkSchema(say: Say<'other'>, { $schema }: Objects['log'], at: string): void {
  if ($schema !== undefined && !isFinalSchema($schema)) say('other', `${at}/$schema`, $schema);
}

/** Runs of a log that either of them takes. */
const MOST_RUNS = 20;

export const LOG_TEXTS = {
  noRuns: 'The log has no runs.',
  noSchema: 'The log has no $schema.',
  noVersion: 'The version of the log is not "2.1.0".',
  manyRuns: 'The log has {0} runs, and {1} are taken.',
} as const;

export function checkLog(say: Say<keyof typeof LOG_TEXTS>, log: Objects['log'], at: string): void {
  const { runs, $schema, version } = log;
  if (runs === undefined) return say('noRuns', at);
  if ($schema === undefined) say('noSchema', at);
  if (version !== '2.1.0') say('noVersion', at);
  if (runs.length > MOST_RUNS) say('manyRuns', at, runs.length, MOST_RUNS);
}

export const RUN_TEXTS = {
  noResults: 'The run has no results array; one that is empty says that nothing was found.',
  noTool: 'The run does not say which tool it is of.',
} as const;

export function checkRun(
  say: Say<keyof typeof RUN_TEXTS>,
  { tool }: Objects['run'],
  at: string,
  hasResults: boolean,
): void {
  if (!hasResults) say('noResults', at);
  if (tool === undefined) say('noTool', at);
}

export const RESULT_TEXTS = {
  noMessage: 'The result has no message.',
  noText: 'The message of the result has no text.',
  noLocations: 'The result has no locations.',
  emptyLocations: 'The locations of the result are empty.',
} as const;

export function checkResult(
  say: Say<keyof typeof RESULT_TEXTS>,
  { message, locations }: Objects['result'],
  at: string,
): void {
  if (message === undefined) say('noMessage', at);
  else if (isBlank(message.text)) say('noText', `${at}/message`);
  if (locations === undefined) say('noLocations', at);
  else if (locations.length === 0) say('emptyLocations', at);
}

export const LOCATION_TEXTS = { noPlace: 'The location has no physicalLocation.' } as const;

export function checkLocation(
  say: Say<'noPlace'>,
  { physicalLocation }: Objects['location'],
  at: string,
): void {
  if (physicalLocation === undefined) say('noPlace', at);
}

export const TOOL_TEXTS = {
  noDriver: 'The tool has no driver.',
  noName: 'The driver has no name.',
  noRules: 'The driver has no rules array.',
} as const;

export function checkTool(say: Say<keyof typeof TOOL_TEXTS>, { driver }: Objects['tool'], at: string): void {
  if (driver === undefined) return say('noDriver', at);
  if (isBlank(driver.name)) say('noName', `${at}/driver`);
  if (driver.rules === undefined) say('noRules', `${at}/driver`);
}

export function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
