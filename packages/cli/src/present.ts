import { relative } from 'node:path';

import { cleanText, type Report } from '@railgate/contract';

import { wantsColor, type Io } from './io.js';

interface Presented {
  readonly report: Report;
  /** Of reporters that failed: their files are missing, the verdict is not touched. */
  readonly warnings: readonly string[];
  /** Absolute; where the reports are. */
  readonly folder: string;
  /** What depends on the run and on a name alone, from an earlier run or made now. */
  text(name: string, make: () => Promise<string>): Promise<string>;
}

interface PresentOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Shows the result of a run and gives its exit code. With `--json` stdout holds the manifest and nothing else. */
export async function present(result: Presented, options: PresentOptions, io: Io): Promise<number> {
  const { manifest } = result.report;
  const output = options.json ? io.stderr : io.stdout;
  for (const warning of await maskedWarnings(result)) io.stderr.write(`railgate: ${warning}\n`);
  output.write(await summaryOf(result, options, output, io));
  if (options.json) io.stdout.write(await masked(result, `${JSON.stringify(manifest, null, 2)}\n`));
  return manifest.verdict.exitCode;
}

async function maskedWarnings({ report, warnings }: Presented): Promise<string[]> {
  if (warnings.length === 0) return [];
  const { maskFor } = await import('@railgate/runner');
  const mask = await maskFor(report, warnings);
  return warnings.map((warning) => mask(cleanText(warning)));
}

/** How the terminal is set up is in the name: what it is shown depends on nothing else. */
function summaryOf(
  result: Presented,
  { quiet = false }: PresentOptions,
  output: Io['stdout'],
  io: Io,
): Promise<string> {
  const folder = relative(io.cwd, result.folder) || '.';
  const shown = { color: wantsColor(io, output), width: output.columns ?? 100, quiet, folder };
  return result.text(`terminal ${JSON.stringify(shown)}`, async () => {
    const { renderTerminal } = await import('@railgate/reporters');
    return masked(result, renderTerminal(result.report, shown));
  });
}

async function masked({ report }: Presented, text: string): Promise<string> {
  const { maskFor } = await import('@railgate/runner');
  return (await maskFor(report))(text);
}
