import type {
  DeclaredService,
  Finding,
  Gap,
  NotScanned,
  Project,
  Target,
  Workspace,
} from '@railgate/contract';

import { type CheckoutSubject, withCheckout } from './checkout/checkout.js';
import { DocumentStore } from './documents/store.js';
import { DEFAULT_OPTIONS, type Options } from './options.js';
import { RULES } from './rules/index.js';
import { runRules } from './run-rules.js';
import { resolveTarget } from './services/resolve.js';
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
  if (!services.marked) return { findings: [], gaps: [], leftOut: [] };
  const options: Options = { ...DEFAULT_OPTIONS, ...repository.options };
  const findings: Finding[] = [];
  const gaps: Gap[] = [];
  const leftOut: NotScanned[] = [];
  for (const { path, name } of workspace.projects) {
    const target: Target = { id: path, kind: 'project', path, name, files: workspace.files };
    const resolved = await resolveTarget(target, services, store);
    const isFirst = path === '.';
    const model = withCheckout(resolved, repository.checkout && { ...repository.checkout, isFirst });
    const result = runRules(model, RULES, { now: new Date(`${today}T12:00:00Z`), options, services });
    findings.push(...result.findings);
    gaps.push(...model.gaps, ...result.gaps);
    leftOut.push(...model.leftOut);
  }
  return { findings, gaps, leftOut };
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
