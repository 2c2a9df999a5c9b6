import { hash } from 'node:crypto';

import { GateError, cleanText } from '@railgate/contract';
import type { RunAnswer } from '@railgate/images';
import { PrivateCache, redact } from '@railgate/kit';

/** Seconds that an answer may take. */
export const VERSION_SECONDS = 60;

/**
 * What Trivy says of itself, asked once for each image: the same bytes give the same answer. Not for a program, which may be
 * a script that starts another one each day.
 *
 * @param image its id
 * @throws {GateError} as `versionOf`
 */
export async function rememberedVersion(
  { root }: { readonly root: string },
  image: string,
  ask: () => Promise<RunAnswer>,
): Promise<string> {
  const cache = PrivateCache.open(root, 'trivy-version');
  const key = hash('sha256', image);
  const known = cache?.load(key);
  if (known !== undefined) return known;
  const version = versionOf(await ask());
  cache?.save(key, version);
  return version;
}

/** @throws {GateError} `TOOL_CRASHED` when it says nothing that can be read */
export function versionOf({ exitCode, stdout, stderr }: RunAnswer): string {
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
