import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cleanText, GateError } from '@railgate/contract';

import type { EngineAddress, Tls } from './address.js';
import { parseAddress } from './parse-address.js';

export interface TlsFiles {
  /** Holds `ca.pem`, `cert.pem` and `key.pem`. */
  readonly folder: string;
  readonly verify: boolean;
  /** None of the files being there means no TLS, or that of the system's authorities for `https`. */
  readonly isOptional: boolean;
}

/** An address with what TLS needs there. @throws {GateError} `NEED_UNMET` when a file cannot be read */
export async function withTls(
  host: string,
  named: string,
  files: TlsFiles | undefined,
): Promise<EngineAddress> {
  if (/^(?:unix|npipe|ssh):/i.test(host)) return parseAddress(host, named);
  const tls = files && (await readTls(files));
  const address = parseAddress(host, named, tls !== undefined);
  const isHttps = /^https:/i.test(host);
  if (address.at.kind !== 'host' || (tls === undefined && !isHttps)) return address;
  return { ...address, at: { ...address.at, tls: tls ?? { verify: files?.verify ?? true } } };
}

async function readTls({ folder, verify, isOptional }: TlsFiles): Promise<Tls | undefined> {
  const [ca, cert, key] = await Promise.all(
    // A client certificate is needed only where the engine asks for one.
    [
      readPem(folder, 'ca.pem', isOptional || !verify),
      readPem(folder, 'cert.pem', true),
      readPem(folder, 'key.pem', true),
    ],
  );
  if (isOptional && !ca && !cert && !key) return undefined;
  if ((cert === undefined) !== (key === undefined)) throw halfPair(folder);
  return { verify, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

async function readPem(folder: string, name: string, isOptional: boolean): Promise<Buffer | undefined> {
  const path = join(folder, name);
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (isOptional && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    throw new GateError(
      'NEED_UNMET',
      `The TLS file ${cleanText(path)} cannot be read (${code ?? 'unknown cause'}).`,
      {
        cause: error,
        remedy: REMEDY,
      },
    );
  }
}

const REMEDY =
  'Name the folder that holds ca.pem, cert.pem and key.pem in DOCKER_CERT_PATH, and make them readable for you.';

function halfPair(folder: string): GateError {
  return new GateError('NEED_UNMET', `Of cert.pem and key.pem, only one is in ${cleanText(folder)}.`, {
    remedy: REMEDY,
  });
}
