import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { cleanText, GateError } from '@railgate/contract';

import type { EngineAddress } from './address.js';
import { configFolder, objectOf, parse, readOptional, textOf, type Surroundings } from './client-config.js';
import { withTls } from './tls.js';

/**
 * The address of a context of the Docker client.
 * https://github.com/docker/cli/blob/v28.0.0/cli/context/store/store.go: folders are named by the SHA-256 of the name.
 *
 * @throws {GateError} `NEED_UNMET` when there is no such context, or it names no engine
 */
export async function contextAddress(name: string, surroundings: Surroundings): Promise<EngineAddress> {
  const folder = join(configFolder(surroundings), 'contexts');
  const id = createHash('sha256').update(name).digest('hex');
  const path = join(folder, 'meta', id, 'meta.json');
  const text = await readOptional(path);
  if (text === undefined) throw unknownContext(name);
  const endpoint = objectOf(objectOf(parse(text, path).Endpoints).docker);
  const named = `the context ${shown(name)}`;
  const host = textOf(endpoint.Host);
  if (host === undefined) throw noEngine(named);
  const tls = join(folder, 'tls', id, 'docker');
  return withTls(host, named, { folder: tls, verify: endpoint.SkipTLSVerify !== true, isOptional: true });
}

function shown(name: string): string {
  return JSON.stringify(cleanText(name).slice(0, 100));
}

function unknownContext(name: string): GateError {
  return new GateError('NEED_UNMET', `The Docker client has no context ${shown(name)}.`, {
    remedy:
      'Choose one that `docker context ls` shows with `docker context use NAME`, or unset DOCKER_CONTEXT.',
  });
}

function noEngine(named: string): GateError {
  return new GateError('NEED_UNMET', `There is no container engine in ${named}.`, {
    remedy: 'Give it one: `docker context update NAME --docker host=unix:///var/run/docker.sock`.',
  });
}
