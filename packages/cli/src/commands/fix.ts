import { EXIT, cleanText } from '@railgate/contract';

import { defineCommand } from '../command.js';
import { wantsColor } from '../io.js';
import { follow } from '../progress.js';
import { JUDGE_OPTIONS, SCAN_OPTIONS, readThreshold, scanRunOptions } from './run-options.js';

export const fixCommand = defineCommand({
  name: 'fix',
  positionals: '[path]',
  arity: [0, 1],
  summary: 'Applies the fixes of findings that are marked safe, and nothing else.',
  options: {
    'dry-run': { type: 'boolean', help: 'write nothing; a unified diff on stdout, all else on stderr' },
    gate: { type: 'string', multiple: true, value: 'ID', help: 'only findings of this gate' },
    rule: { type: 'string', multiple: true, value: 'ID', help: 'only findings of this rule' },
    project: { type: 'string', multiple: true, value: 'NAME', help: 'only this project, by name or path' },
    'fail-on': JUDGE_OPTIONS['fail-on'],
    quiet: { type: 'boolean', short: 'q', help: 'only the counts and what could not be changed' },
    ...SCAN_OPTIONS,
  },
  async run({ positionals, options }, io) {
    const [{ fix }, { renderDiff, renderFix }, { maskLines, maskSecrets, maskWritten }] = await Promise.all([
      import('@railgate/runner'),
      import('@railgate/reporters'),
      import('@railgate/secrets'),
    ]);
    const progress = await follow(io, options);
    const dryRun = options['dry-run'] ?? false;
    try {
      const result = await fix({
        ...scanRunOptions({ positionals, options }, progress, io),
        selection: { gates: options.gate ?? [], projects: options.project ?? [] },
        rules: options.rule ?? [],
        failOn: readThreshold(options['fail-on']),
        dryRun,
      });
      progress.stop();
      for (const warning of result.warnings)
        io.stderr.write(`railgate: ${maskSecrets(cleanText(warning))}\n`);
      if (dryRun) {
        const color = wantsColor(io, io.stdout);
        io.stdout.write(maskWritten(renderDiff(result.files, color, io.stdout.isTTY === true, maskLines)));
      }
      const output = dryRun ? io.stderr : io.stdout;
      const { columns: width = 100 } = output;
      const text = renderFix(result, {
        color: wantsColor(io, output),
        width,
        dryRun,
        quiet: options.quiet ?? false,
      });
      output.write(maskWritten(text));
      return result.failed.length > 0 ? EXIT.incomplete : result.verdict.exitCode;
    } finally {
      progress.stop();
    }
  },
});
