/** What the product calls itself, and where its pages are. The only place that holds either. */
export const TOOL_NAME = 'railgate';
export const HOMEPAGE = 'https://github.com/railgate/railgate';

const PAGES = `${HOMEPAGE}/blob/main/docs`;

/** The page of a rule: its id is its path, so that id, file, anchor and address can never disagree. */
export function ruleHelpUri(ruleId: string): string {
  return `${PAGES}/rules/${ruleId}.md`;
}

/** The page of a gate. */
export function gateHelpUri(gateId: string): string {
  return `${PAGES}/gates/${gateId}.md`;
}

/** The paragraph of the errors page that explains an error or gap code. */
export function codeHelpUri(code: string): string {
  return `${PAGES}/errors.md#${code.toLowerCase().replaceAll('_', '-')}`;
}

/**
 * The same for code scanning, which knows the repository only: a run of one of its folders must not take the place of a run
 * of the whole.
 *
 * @param root of the run, as in its manifest
 */
export function uploadId(gate: string, target: string, root: string): string {
  if (root === '.') return automationId(gate, target);
  return automationId(gate, target === 'root' ? root : `${root}/${target}`);
}

/** SARIF `automationDetails.id` of one gate on one target: stable, unique in a file, ends with a slash. */
export function automationId(gate: string, target: string): string {
  return `${TOOL_NAME}/${gate}/${target}/`;
}
