import { cleanText, defineGate, type GateMeta } from '@railgate/contract';

import { isJavascript, reasonByName } from './javascript/source-files.js';
import { Options } from './options.js';
import { isPython, notScannedReason } from './python/paths.js';
import { rules } from './rules/index.js';

const meta: GateMeta = {
  id: 'lint',
  title: 'Railgate Lint',
  question: 'Does the code hold unsafe constructs?',
  scope: 'project',
  needs: [],
  // The versions of dependencies, and the repository's own configuration of ESLint, stand above a project, too.
  inputs: ['**/package.json', '**/{eslint.config.*,.eslintrc,.eslintrc.*}'],
  timeout: 300,
};

export const gate = defineGate({
  meta,
  options: Options,
  get rules() {
    return rules;
  },
  skip(target) {
    if (target.files.some(({ path }) => isSource(path))) return undefined;
    const where = target.path === '.' ? 'the repository root' : cleanText(target.path);
    return {
      kind: 'nothing-to-scan',
      message: `No source file of JavaScript, TypeScript, Vue, Svelte or Python in ${where}.`,
    };
  },
  engine: (target) => (target.files.some(({ path }) => isJavascriptSource(path)) ? 'eslint' : 'ruff'),
  // The repository's own ESLint may load whatever it likes.
  dependsOn: (_target, _workspace, { ownConfig }) => (ownConfig ? undefined : ''),
  async scan(input) {
    const { scanTarget } = await import('./scan.js');
    return scanTarget(meta, input);
  },
});

function isSource(path: string): boolean {
  return isJavascriptSource(path) || (isPython(path) && notScannedReason(path) === undefined);
}

function isJavascriptSource(path: string): boolean {
  return isJavascript(path) && reasonByName(path) === undefined;
}
