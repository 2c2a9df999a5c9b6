import type * as sarif from 'sarif';

/** A result in few words. */
export interface Spot {
  readonly rule?: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly text?: string;
  /** The line that it points at. */
  readonly code?: string;
  /** The hash of `railgateId/v1`, with or without ordinal. */
  readonly identity?: string;
  readonly lineHash?: string;
  readonly level?: sarif.Result.level;
  readonly more?: Partial<sarif.Result>;
}

export function resultAt(spot: Spot): sarif.Result {
  const { rule = 'R1', path = 'src/a.ts', line = 10, column, text = 'Bad thing.', code } = spot;
  const { identity, lineHash, level, more } = spot;
  return {
    ruleId: rule,
    ...(level && { level }),
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path },
          region: {
            startLine: line,
            ...(column !== undefined && { startColumn: column }),
            ...(code !== undefined && { snippet: { text: code } }),
          },
        },
      },
    ],
    ...((identity !== undefined || lineHash !== undefined) && {
      partialFingerprints: {
        ...(identity !== undefined && { 'railgateId/v1': withOrdinal(identity) }),
        ...(lineHash !== undefined && { primaryLocationLineHash: lineHash }),
      },
    }),
    ...more,
  };
}

/** 32 digits from a few. */
export function idOf(digits: string): string {
  return digits.padStart(32, '0');
}

export interface RunSpec {
  readonly name?: string;
  readonly id?: string;
  readonly version?: string;
  readonly rules?: readonly string[];
  readonly more?: Partial<sarif.Run>;
}

export function runOf(spots: readonly Spot[] | undefined, spec: RunSpec = {}): sarif.Run {
  const { name = 'Linter', id, version = '1.0.0', rules = [], more } = spec;
  return {
    tool: { driver: { name, version, rules: rules.map((rule) => ({ id: rule })) } },
    ...(id !== undefined && { automationDetails: { id } }),
    ...(spots && { results: spots.map(resultAt) }),
    ...more,
  };
}

export function logOf(...runs: readonly sarif.Run[]): sarif.Log {
  return { version: '2.1.0', runs: [...runs] };
}

/** A log of one run. */
export function log(spots: readonly Spot[], spec?: RunSpec): sarif.Log {
  return logOf(runOf(spots, spec));
}

/** `new src/a.ts:10`, in the order of the log. */
export function statesOf({ runs }: sarif.Log): string[] {
  return runs.flatMap(({ results = [] }) =>
    results.map(({ baselineState, locations }) => {
      const place = locations?.[0]?.physicalLocation;
      return `${baselineState} ${place?.artifactLocation?.uri}:${place?.region?.startLine}`;
    }),
  );
}

function withOrdinal(identity: string): string {
  return identity.includes(':') ? identity : `${identity}:1`;
}
