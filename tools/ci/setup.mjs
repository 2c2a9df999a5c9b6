// Installs the outside tools that our own tests use, outside the checkout, and verifies them against pins.json.
// Runs before `npm ci`, so it imports nothing but Node. A second run only compares digests.
import { goTool } from './install-go-tool.mjs';
import { npmTool } from './install-npm-tool.mjs';
import { pythonTool } from './install-python-tool.mjs';
import { browser, docker, git, podman } from './install-system.mjs';
import { BIN } from './tool-cache.mjs';

const GO_TOOLS = ['actionlint', 'gitleaks', 'betterleaks', 'osv-scanner', 'trivy'].map(goTool);
const PYTHON_TOOLS = ['zizmor', 'safety', 'pip-audit', 'poetry', 'uv'].map(pythonTool);
/** One a format of lockfile and a protocol of audit; the number is the major version. */
const CLIENTS = [
  'npm-10',
  'npm-11',
  'npm-12',
  'pnpm-8',
  'pnpm-9',
  'pnpm-10',
  'pnpm-12',
  'yarn-1',
  'yarn-3',
  'yarn-4',
];
const NPM_TOOLS = ['sarif-multitool', 'cdxgen', ...CLIENTS].map(npmTool);
/** Each row at the same time as the other: a build takes the processor, and a download waits for the network. */
const ROWS = [GO_TOOLS, [git, browser, docker, podman, ...PYTHON_TOOLS, ...NPM_TOOLS]];

process.exitCode = await main(process.argv.slice(2));

async function main(args) {
  if (args.length === 1 && args[0] === '--print-bin') {
    process.stdout.write(`${BIN}\n`);
    return 0;
  }
  if (args.length > 0) {
    process.stderr.write(`tools/ci/setup: there is no argument ${args[0]}; use --print-bin or none.\n`);
    return 3;
  }
  const complete = await Promise.all(ROWS.map(installAll));
  return complete.includes(false) ? 1 : 0;
}

/** Tries every tool, so that one run names everything that is missing. */
async function installAll(tools) {
  let complete = true;
  for (const tool of tools) {
    try {
      process.stdout.write(`${tool.name}: ${await tool.install()}\n`);
    } catch (error) {
      complete = false;
      process.stderr.write(`${tool.name}: ${error.message}\n`);
    }
  }
  return complete;
}
