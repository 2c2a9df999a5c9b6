import { relative } from 'node:path';

import { cleanText, type Report } from '@railgate/contract';

import { wantsColor, type Io } from './io.js';

interface Presented {
  readonly report: Report;
  /** Of reporters that failed: their files are missing, the verdict is not touched. */
  readonly warnings: readonly string[];
  /** Absolute; where the reports are. */
  readonly folder: string;
}

/** Shows the result of a run and gives its exit code. With `--json` stdout holds the manifest and nothing else. */
export async function present(
  { report, warnings, folder }: Presented,
  options: { readonly json?: boolean; readonly quiet?: boolean },
  io: Io,
): Promise<number> {
  const [{ renderTerminal }, { maskFor }] = await Promise.all([
    import('@railgate/reporters'),
    import('@railgate/runner'),
  ]);
  const mask = await maskFor(report, warnings);
  for (const warning of warnings) io.stderr.write(`railgate: ${mask(cleanText(warning))}\n`);
  const output = options.json ? io.stderr : io.stdout;
  const text = renderTerminal(report, {
    color: wantsColor(io, output),
    width: output.columns ?? 100,
    quiet: options.quiet ?? false,
    folder: relative(io.cwd, folder) || '.',
  });
  output.write(mask(text));
  if (options.json) io.stdout.write(mask(`${JSON.stringify(report.manifest, null, 2)}\n`));
  return report.manifest.verdict.exitCode;
}
