import { UsageError } from '@railgate/contract';
import { globMatcher } from '@railgate/kit';

import { type DocumentNode, memberOf } from './document.js';
import type { Problem } from './problems.js';

/** What a schema cannot say of a configuration that follows it. */
export function checkConfig(root: DocumentNode): Problem[] {
  const ignore = itemsOf(memberOf(root, 'ignore')?.value);
  const services = itemsOf(memberOf(root, 'services')?.value);
  return [...ignore.flatMap(globProblem), ...services.flatMap(pathProblems), ...repeatedNames(services)];
}

/** A text that `globMatcher` does not take. */
export function globProblem(node: DocumentNode): Problem[] {
  const pattern = textOf(node);
  try {
    if (pattern !== undefined) globMatcher([pattern]);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [{ offset: node.offset, message: error.message, remedy: error.remedy }];
  }
}

export function itemsOf(node: DocumentNode | undefined): readonly DocumentNode[] {
  return node?.kind === 'list' ? node.items : [];
}

function textOf(node: DocumentNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

function pathProblems(service: DocumentNode): Problem[] {
  return ['root', 'configFile'].flatMap((key) => {
    const member = memberOf(service, key);
    const path = textOf(member?.value);
    if (member === undefined || path === undefined || !path.split(/[/\\]/).includes('..')) return [];
    return [{ offset: member.value.offset, message: `${key} leads out of the repository.` }];
  });
}

function repeatedNames(services: readonly DocumentNode[]): Problem[] {
  const names = new Set<string>();
  return services.flatMap((service) => {
    const node = memberOf(service, 'name')?.value;
    const name = textOf(node) ?? '';
    const isRepeated = names.has(name);
    names.add(name);
    return isRepeated && node !== undefined
      ? [{ offset: node.offset, message: 'Another service has this name.' }]
      : [];
  });
}
