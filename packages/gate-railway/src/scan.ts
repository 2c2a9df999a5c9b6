import { FactsCache } from '@railgate/code/reader';
import {
  GateError,
  VERSION,
  type EngineEvidence,
  type Gap,
  type GateMeta,
  type Scan,
  type ScanInput,
} from '@railgate/contract';
import type { SourceRead } from '@railgate/kit';
import { buildRun } from '@railgate/sarif/run';

import { missedByCanary } from './canary.js';
import { checklistsOf } from './checklist/checklists.js';
import { checkoutSubject } from './checkout/checkout-subject.js';
import { withCheckout } from './checkout/checkout.js';
import { documentsOf, type DocumentStore } from './documents/store.js';
import type { Options } from './options.js';
import { runRules } from './run-rules.js';
import { RULES } from './rules/index.js';
import { resolveTarget } from './services/resolve.js';
import { serviceMapOf } from './services/service-map.js';
import { withoutSecrets } from './without-secrets.js';

/** Gaps that are the same whenever the same files are read. The others may be of a busy machine. */
const LASTING: ReadonlySet<Gap['code']> = new Set(['FILE_UNPARSEABLE', 'FILE_BINARY', 'FILE_ENCODING']);

/** Looks at the services of one target. */
export async function scanTarget(meta: GateMeta, input: ScanInput<Options>): Promise<Scan> {
  const { target, workspace, options, now } = input;
  const engine = await provenEngine();
  const services = serviceMapOf(workspace);
  input.progress(target.path);
  const store = documentsOf(workspace);
  const known = options.cache ? recordOf(input, store) : undefined;
  store.code.startOver(known?.record);
  const resolved = await resolveTarget(target, services, store);
  const checkout = await checkoutSubject(workspace, target, { services, store, options });
  const model = withCheckout(resolved, checkout);
  input.signal.throwIfAborted();
  const answer = runRules(model, RULES, { now, options, services });
  const { findings } = answer;
  const gaps = [...model.gaps, ...answer.gaps];
  const steps = checklistsOf({ model, services, rules: RULES, answer, options, gaps });
  const all = [...gaps, ...steps.gaps];
  await known?.keep();
  const missing = new Set(all.flatMap((gap) => (gap.path === undefined ? [] : [gap.path])));
  const evidence = {
    engines: [engine],
    expected: { services: model.subjects.service.length, files: model.expected.size },
    seen: {
      services: model.subjects.service.length,
      files: [...model.expected].filter((path) => !missing.has(path)).length,
    },
  };
  const parts = {
    meta,
    target: target.id,
    rules: RULES,
    findings,
    evidence,
    gaps: all,
    notScanned: model.leftOut,
  };
  const { checklists } = steps;
  const repeatable = gaps.every(({ code }) => LASTING.has(code));
  return { run: buildRun(parts), evidence, gaps: all, notScanned: model.leftOut, checklists, repeatable };
}

/** What an earlier run has found in the same files, and how to keep what this one finds. */
function recordOf({ target, workspace, options }: ScanInput<Options>, store: DocumentStore) {
  const cache = FactsCache.open(workspace.root);
  if (!cache) return undefined;
  const paths = workspace.files.map(({ path }) => path).join('\0');
  const key = cache.keyOf(target.path, JSON.stringify(options), paths);
  return {
    record: cache.load(key, (path) => store.sourceText(path)),
    keep: async () => {
      const { record } = store.code;
      const kept = record && (await withoutSecrets(record, (path) => textOf(store.sourceText(path))));
      if (kept) cache.save(key, kept);
    },
  };
}

function textOf(read: SourceRead): string | undefined {
  return 'gap' in read ? undefined : read.text;
}

/** Loads parsers and rules, and lets the canary run through them: the first scan then starts with the files. */
export async function warmUp(): Promise<void> {
  await provenEngine();
}

let proof: Promise<EngineEvidence> | undefined;

/** The canary runs once a process: the same rules and parsers look at every target. */
function provenEngine(): Promise<EngineEvidence> {
  proof ??= missedByCanary().then((missed) => {
    if (missed.length === 0) return { name: 'railgate-rules', version: VERSION, canary: 'found' };
    throw new GateError('CANARY_MISSED', `The known-bad service was not reported by ${missed.join(', ')}.`);
  });
  return proof;
}
