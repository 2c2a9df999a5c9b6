// Usage: result.mjs SUMMARY TESTS SECURITY. Prints the counts and fails unless everything passed and nothing was skipped.
import { existsSync, readFileSync } from 'node:fs';

const [summaryFile, tests, security] = process.argv.slice(2);
const summary = existsSync(summaryFile)
  ? JSON.parse(readFileSync(summaryFile, 'utf8'))
  : { passed: 0, failed: 1, skipped: 0, skips: [] };

let failed = summary.failed;
if (tests !== '0' && failed === 0) failed += fail(`npm test ended with ${tests} although no test failed.`);
if (security !== '0') failed += fail(`npm run security ended with ${security}.`);
for (const skip of summary.skips) failed += fail(`skipped, which counts as a failure here: ${skip}`);
process.stdout.write(`${summary.passed} passed, ${failed} failed, ${summary.skipped} skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;

function fail(message) {
  process.stdout.write(`${message}\n`);
  return 1;
}
