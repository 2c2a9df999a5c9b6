import { GateError } from '@railgate/contract';
import { codeOf, ServiceError, withJsonClient } from '@railgate/kit';

import type { WrappedTool } from './tool-versions.js';

/** Seconds. */
const TIMEOUT = 5;
/** Nobody is there. Whatever else happens, say a certificate that Node does not trust, is the tool's to judge. */
const NOBODY: ReadonlySet<string> = new Set([
  'ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_ABORTED',
]); // prettier-ignore

/**
 * Looks whether anybody answers where a tool will ask, by the same proxy; any answer will do. The tools themselves try for
 * 20 s and more, however clear the first answer was.
 *
 * @throws {GateError} `NEED_UNMET`
 */
export async function expectService(tool: WrappedTool, url: string, signal: AbortSignal): Promise<void> {
  try {
    await withJsonClient({ timeout: TIMEOUT, signal }, (client) => client.ask({ url }));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ServiceError) || !isNobody(error)) return;
    throw unreachable(tool, error.message, error);
  }
}

/** What is said wherever a tool could not ask. @param why a sentence */
export function unreachable(tool: WrappedTool, why: string, cause?: unknown): GateError {
  return new GateError('NEED_UNMET', `${tool} could not reach its service. ${why}`, {
    remedy: 'Check the network and the proxy, or import a database: `railgate db import DIR`.',
    cause,
  });
}

function isNobody({ code, status, cause }: ServiceError): boolean {
  return code === 'TOOL_TIMEOUT' || (status === undefined && NOBODY.has(codeOf(cause)));
}
