import type {
  Checklist,
  DeclaredService,
  Finding,
  Gap,
  NotScanned,
  Project,
  Target,
  Workspace,
} from '@railgate/contract';

import { checklistsOf } from './checklist/checklists.js';
import { type CheckoutSubject, withCheckout } from './checkout/checkout.js';
import { DocumentStore } from './documents/store.js';
import { DEFAULT_OPTIONS, type Options } from './options.js';
import type { RailwayContext } from './rule.js';
import { RULES } from './rules/index.js';
import { runRules } from './run-rules.js';
import { resolveTarget, type TargetModel } from './services/resolve.js';
import { serviceMapOf } from './services/service-map.js';

/** A repository as texts by path, with what else decides about findings. */
export interface Repository {
  readonly files: Readonly<Record<string, string>>;
  readonly projects?: readonly string[];
  readonly services?: readonly DeclaredService[];
  readonly options?: Partial<Options>;
  /** How the checkout stands; without it there is none. */
  readonly checkout?: Omit<CheckoutSubject, 'isFirst'>;
  /** `YYYY-MM-DD`. */
  readonly today?: string;
}

export interface InMemoryScan {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly leftOut: readonly NotScanned[];
  readonly checklists: readonly Checklist[];
  /** Of steps that could not be checked, where no other gap says it. */
  readonly stepGaps: readonly Gap[];
}

/** All rules over all projects of a repository that exists in memory only: for the canary and for the rules' cases. */
export async function scanInMemory(repository: Repository): Promise<InMemoryScan> {
  const { files, today = '2026-11-01' } = repository;
  const workspace = workspaceOf(repository);
  const store = new DocumentStore(
    (path) => ({ text: decoded(files[path] ?? ''), bytes: files[path]?.length ?? 0 }),
    new Set(Object.keys(files)),
  );
  const services = serviceMapOf(workspace);
  if (!services.marked) return { findings: [], gaps: [], leftOut: [], checklists: [], stepGaps: [] };
  const options: Options = { ...DEFAULT_OPTIONS, ...repository.options };
  const context: RailwayContext = { now: new Date(`${today}T12:00:00Z`), options, services };
  const scans: InMemoryScan[] = [];
  for (const { path, name } of workspace.projects) {
    const target: Target = { id: path, kind: 'project', path, name, files: workspace.files };
    const model = await resolveTarget(target, services, store);
    const checkout = repository.checkout && { ...repository.checkout, isFirst: path === '.' };
    scans.push(scanModel(withCheckout(model, checkout), context));
  }
  return {
    findings: scans.flatMap((scan) => scan.findings),
    gaps: scans.flatMap((scan) => scan.gaps),
    leftOut: scans.flatMap((scan) => scan.leftOut),
    checklists: scans.flatMap((scan) => scan.checklists),
    stepGaps: scans.flatMap((scan) => scan.stepGaps),
  };
}

function scanModel(model: TargetModel, context: RailwayContext): InMemoryScan {
  const { leftOut } = model;
  const answer = runRules(model, RULES, context);
  const gaps = [...model.gaps, ...answer.gaps];
  const { services, options } = context;
  const steps = checklistsOf({ model, services, rules: RULES, answer, options, gaps });
  const { checklists, gaps: stepGaps } = steps;
  return { findings: answer.findings, gaps, leftOut, checklists, stepGaps };
}

/** A byte order mark is dropped, as in files that are read. */
function decoded(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function workspaceOf({ files, projects = [], services = [] }: Repository): Workspace {
  const paths = Object.keys(files).sort();
  return {
    root: '/',
    files: paths.map((path) => ({ path, size: files[path]?.length ?? 0 })),
    projects: ['.', ...projects].map((path): Project => ({ name: path, path, source: 'manifest' })),
    services,
  };
}
