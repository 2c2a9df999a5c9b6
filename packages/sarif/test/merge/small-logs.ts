import type * as sarif from 'sarif';

/** A log of one run of `Tool`; what the test is about goes on top. */
export function logOf(run: Partial<sarif.Run> = {}): sarif.Log {
  return { version: '2.1.0', runs: [runOf(run)] };
}

export function runOf({ tool, ...run }: Partial<sarif.Run> = {}): sarif.Run {
  return { tool: tool ?? { driver: { name: 'Tool' } }, ...run };
}

export function resultAt(uri: string, line = 1, more: Partial<sarif.Result> = {}): sarif.Result {
  const place = { artifactLocation: { uri }, region: { startLine: line } };
  return { ruleId: 'R1', message: { text: 'Hit.' }, locations: [{ physicalLocation: place }], ...more };
}

/** The only run. */
export function onlyRun({ runs }: sarif.Log): sarif.Run {
  if (runs.length !== 1 || !runs[0]) throw new Error(`${runs.length} runs`);
  return runs[0];
}
