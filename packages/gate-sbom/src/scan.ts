import type { GateMeta, Scan, ScanInput } from '@railgate/contract';
import { readDependencies } from '@railgate/dependencies';
import { buildRun } from '@railgate/sarif/run';

import type { Options } from './options.js';
import { rules } from './rules/index.js';

export async function scanTarget(meta: GateMeta, input: ScanInput<Options>): Promise<Scan> {
  const { target, workspace, progress } = input;
  const { gaps, expected, seen } = await readDependencies(workspace, target.files, progress);
  const evidence = { engines: [], expected, seen };
  return { run: buildRun({ meta, target: target.id, rules, findings: [], gaps, evidence }), evidence, gaps };
}
