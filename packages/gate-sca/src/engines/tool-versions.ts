import type { EngineName } from './engine.js';

/** What is known of the versions of a wrapped tool. */
export interface ToolVersions {
  /** `2.4` is every 2.4.x: the ones that the tests run. Any other is used and mentioned. */
  readonly knownGood: readonly string[];
  /** Never run. */
  readonly refused: readonly RefusedVersion[];
}

export interface RefusedVersion {
  readonly version: string;
  /** With a local database alone; it may ask its service. */
  readonly offlineOnly?: boolean;
  /** Follows "because". */
  readonly because: string;
}

export type WrappedTool = Extract<EngineName, 'osv-scanner' | 'safety' | 'pip-audit'>;

export const TOOL_VERSIONS: Readonly<Record<WrappedTool, ToolVersions>> = {
  'osv-scanner': {
    knownGood: ['2.4'],
    refused: [
      {
        version: '2.5.0',
        offlineOnly: true,
        because:
          'it says "no issues found" where its local database is missing (https://github.com/google/osv-scanner/issues/2983)',
      },
    ],
  },
  safety: { knownGood: ['3.8'], refused: [] },
  'pip-audit': { knownGood: ['2.10'], refused: [] },
};
