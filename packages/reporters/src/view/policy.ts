import type { GatePolicy, RunManifest } from '@railgate/contract';

/** `high, new findings only; lint: report only; sca: from medium, at most 3`. Gate ids and text of ours. */
export function describePolicy({ policy }: RunManifest): string {
  const own = Object.entries(policy.gates).map(([gate, rules]) => `${gate}: ${describeGate(rules)}`);
  const all = `${policy.failOn}${policy.newOnly ? ', new findings only' : ''}`;
  const comments = policy.inlineIgnores ? [] : ['ignore comments forbidden'];
  return [all, ...own, ...comments].join('; ');
}

function describeGate({ enforce, failOn, maxFindings, newOnly }: GatePolicy): string {
  const parts = [
    enforce === false ? 'report only' : '',
    failOn === undefined ? '' : `from ${failOn}`,
    maxFindings === undefined ? '' : `at most ${maxFindings}`,
    newOnly === undefined ? '' : newOnly ? 'new findings only' : 'all findings',
  ];
  return parts.filter((part) => part !== '').join(', ') || 'as the rest';
}
