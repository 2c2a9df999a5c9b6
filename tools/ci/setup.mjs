// Installs the outside tools that our own tests use, outside the checkout, and verifies them against pins.json.
// Runs before `npm ci`, so it imports nothing but Node. A second run only compares digests.
import { goTool } from './install-go-tool.mjs';
import { npmTool } from './install-npm-tool.mjs';
import { pythonTool } from './install-python-tool.mjs';
import { browser, git } from './install-system.mjs';
import { BIN } from './tool-cache.mjs';

const GO_TOOLS = ['actionlint', 'gitleaks', 'betterleaks', 'osv-scanner'].map(goTool);
const PYTHON_TOOLS = ['zizmor', 'safety', 'pip-audit'].map(pythonTool);
/** One a format of lockfile and a protocol of audit; the number is the major version. */
const CLIENTS = ['npm-10', 'npm-11', 'npm-12', 'pnpm-8', 'pnpm-9', 'pnpm-10', 'pnpm-12', 'yarn-1', 'yarn-4'];
const NPM_TOOLS = ['sarif-multitool', ...CLIENTS].map(npmTool);
const TOOLS = [git, ...GO_TOOLS, ...PYTHON_TOOLS, ...NPM_TOOLS, browser];

process.exitCode = main(process.argv.slice(2));

function main(args) {
  if (args.length === 1 && args[0] === '--print-bin') {
    process.stdout.write(`${BIN}\n`);
    return 0;
  }
  if (args.length > 0) {
    process.stderr.write(`tools/ci/setup: there is no argument ${args[0]}; use --print-bin or none.\n`);
    return 3;
  }
  return installAll() ? 0 : 1;
}

/** Tries every tool, so that one run names everything that is missing. */
function installAll() {
  let complete = true;
  for (const tool of TOOLS) {
    try {
      process.stdout.write(`${tool.name}: ${tool.install()}\n`);
    } catch (error) {
      complete = false;
      process.stderr.write(`${tool.name}: ${error.message}\n`);
    }
  }
  return complete;
}
