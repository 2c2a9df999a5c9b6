import type { Target, Workspace } from '@railgate/contract';

import type { DocumentStore } from '../documents/store.js';
import type { Options } from '../options.js';
import type { ServiceMap } from '../services/service-map.js';
import { changedFiles } from './changed-files.js';
import type { ChangedFile, Checkout, CheckoutSubject } from './checkout.js';
import { declaredBranch } from './deploy-branch.js';
import { readCheckout } from './read-checkout.js';

/** Git is asked once for a workspace, however many targets it has. */
const known = new WeakMap<Workspace, Promise<readonly [Checkout, readonly ChangedFile[]]>>();

/** The checkout of a workspace as one target sees it; nothing for a target without a file of Railway's. */
export async function checkoutSubject(
  workspace: Workspace,
  target: Target,
  { services, store, options }: { services: ServiceMap; store: DocumentStore; options: Options },
): Promise<CheckoutSubject | undefined> {
  const own = railwayFiles(services, target);
  const [path] = own;
  if (path === undefined) return undefined;
  const all = filesOf(services);
  let asked = known.get(workspace);
  if (!asked) {
    asked = Promise.all([readCheckoutOf(workspace, services, store, options), changedFiles(workspace, all)]);
    known.set(workspace, asked);
  }
  const [checkout, changed] = await asked;
  const mine = changed.filter((file) => own.includes(file.path));
  return { checkout, path, isFirst: path === all[0], changed: checkout.why === undefined ? mine : [] };
}

async function readCheckoutOf(
  workspace: Workspace,
  { iac }: ServiceMap,
  store: DocumentStore,
  options: Options,
): Promise<Checkout> {
  const parsed = await Promise.all(iac.map((path) => store.iac(path)));
  const documents = parsed.flatMap((one) => (one.kind === 'document' ? [one.document] : []));
  return readCheckout(workspace.root, declaredBranch(options.deployBranch, documents));
}

/** The files that decide about deployments: Railway reads them from the commit. */
function railwayFiles(map: ServiceMap, target: Target): readonly string[] {
  const { services, iac } = map.of(target);
  return filesOf({ ...map, services, iac });
}

function filesOf({
  services,
  iac,
  files,
}: Pick<ServiceMap, 'services' | 'iac' | 'files'>): readonly string[] {
  const named = services.flatMap(({ configFiles, railpack, dockerfile, procfile }) => [
    ...configFiles,
    railpack,
    dockerfile,
    procfile,
  ]);
  const paths = [...named, ...iac].filter((path) => path !== undefined && files.has(path));
  return [...new Set(paths)].filter((path) => path !== undefined);
}
