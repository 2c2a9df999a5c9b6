import { GateError, cleanText } from '@railgate/contract';
import { redact } from '@railgate/kit';

import { VERSION_ARGUMENTS } from './arguments.js';
import type { RunFolder } from './place.js';

const SECONDS = 60;

/** What it says of itself. @throws {GateError} `TOOL_CRASHED` when it says nothing that can be read */
export async function askVersion(folder: RunFolder, signal: AbortSignal): Promise<string> {
  const { exitCode, stdout, stderr } = await folder.run(VERSION_ARGUMENTS, { seconds: SECONDS, signal });
  const version = exitCode === 0 ? versionIn(stdout) : undefined;
  if (version !== undefined) return version;
  const said = cleanText(redact(stderr.trim()).slice(-400));
  throw new GateError(
    'TOOL_CRASHED',
    `Trivy does not say which version it is (exit code ${exitCode}). ${said}`.trim(),
    {
      remedy: 'Check that `trivyImage` or `trivyBinary` is Trivy.',
    },
  );
}

function versionIn(text: string): string | undefined {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said !== 'object' || said === null || !('Version' in said)) return undefined;
    return typeof said.Version === 'string' ? said.Version : undefined;
  } catch {
    return undefined;
  }
}
