// Usage: result.mjs SUMMARY TESTS SECURITY MANIFEST. Prints the counts and fails unless everything passed and nothing was
// skipped. SUMMARY and MANIFEST are files, TESTS and SECURITY exit codes.
import { existsSync, readFileSync } from 'node:fs';

import { securityProblem } from './security-verdict.mjs';

const [summaryFile, tests, security, manifestFile] = process.argv.slice(2);
const summary = jsonOf(summaryFile) ?? { passed: 0, failed: 1, skipped: 0, skips: [] };

let failed = summary.failed;
if (tests !== '0' && failed === 0) failed += fail(`npm test ended with ${tests} although no test failed.`);
const problem = securityProblem(Number(security), jsonOf(manifestFile));
if (problem !== undefined) failed += fail(problem);
else if (security !== '0')
  process.stdout.write('Our own dependencies were not checked: no source of advisories.\n');
for (const skip of summary.skips) failed += fail(`skipped, which counts as a failure here: ${skip}`);
process.stdout.write(`${summary.passed} passed, ${failed} failed, ${summary.skipped} skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;

function fail(message) {
  process.stdout.write(`${message}\n`);
  return 1;
}

function jsonOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
