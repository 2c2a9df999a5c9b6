import { stringOf, type IacDocument, type IacValue } from '@railgate/code';

import type { DeployBranch } from './checkout.js';

/** The branch that is declared: by the option, else by railway.ts where all its services agree. */
export function declaredBranch(option: string, documents: readonly IacDocument[]): DeployBranch | undefined {
  if (option !== '') return { name: option, declared: 'option' };
  const found = documents.flatMap(({ path, resources }) =>
    resources.flatMap(({ helper, options }) => {
      const value = helper === 'service' ? branchOf(options.entries.get('source')?.value) : undefined;
      const name = stringOf(value);
      return value && name !== undefined ? [{ name, declared: { path, region: value.region } }] : [];
    }),
  );
  const [first] = found;
  return first && found.every(({ name }) => name === first.name) ? first : undefined;
}

/** `github("owner/name", { branch: "main" })`. */
function branchOf(source: IacValue | undefined): IacValue | undefined {
  const settings = source?.kind === 'call' && source.name === 'github' ? source.args[1] : undefined;
  return settings?.kind === 'object' ? settings.entries.get('branch')?.value : undefined;
}
