// A vitest reporter: says which tests were skipped and why, and leaves the counts for `.ci/run`, where a skip fails.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export const SUMMARY_FILE = new URL('../../node_modules/.cache/railgate/tests.json', import.meta.url)
  .pathname;

export default class SummaryReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    const skips = [];
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        tests += 1;
        const { state, note } = test.result();
        counts[state] = (counts[state] ?? 0) + 1;
        if (state === 'skipped')
          skips.push(`${module.project.name}: ${test.fullName}: ${note ?? 'no reason given'}`);
      }
      // A file that cannot be collected has no tests to count, and must not look like none failed.
      if (module.state() === 'failed' && (tests === 0 || module.errors().length > 0)) counts.failed += 1;
    }
    for (const skip of skips) process.stdout.write(`skipped  ${skip}\n`);
    mkdirSync(dirname(SUMMARY_FILE), { recursive: true });
    writeFileSync(SUMMARY_FILE, JSON.stringify({ ...counts, skips }));
  }
}
