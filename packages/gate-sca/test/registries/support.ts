import type { Dependencies, Ecosystem } from '@railgate/dependencies';
import { makeTempFolder, removeFolder, writeFiles, type StubReply, type StubServer } from '@railgate/testkit';
import { afterEach, beforeEach, vi } from 'vitest';

import type { Options } from '../../src/options.js';
import { askRegistries } from '../../src/policy/ask-registries.js';
import type { RegistryFacts } from '../../src/policy/registry-facts.js';
import { dependenciesOf, OPTIONS, type MadePackage } from '../made.js';
import { startService, type Answers } from './services.js';

/** A user for each test of a file, with a home and nothing else. */
export class User {
  home = '';
  #service: StubServer<'any'> | undefined;

  constructor() {
    beforeEach(async () => {
      this.home = await makeTempFolder();
      vi.stubEnv('HOME', this.home);
      for (const name of UNSET) vi.stubEnv(name, undefined);
      vi.stubEnv('PIP_CONFIG_FILE', '/dev/null');
    });
    afterEach(async () => {
      vi.unstubAllEnvs();
      await this.#service?.close();
      this.#service = undefined;
      await removeFolder(this.home);
    });
  }

  /** Starts a stub and has the user's configuration of every ecosystem name it. */
  async serve(answers: Answers): Promise<StubServer<'any'>> {
    const service = await startService(answers);
    this.#service = service;
    const { url } = service;
    vi.stubEnv('PIP_INDEX_URL', `${url}/simple`);
    vi.stubEnv('HEX_API_URL', url);
    vi.stubEnv('PUB_HOSTED_URL', url);
    vi.stubEnv('BUNDLE_MIRROR__HTTPS://RUBYGEMS__ORG/', url);
    vi.stubEnv('CARGO_HOME', `${this.home}/cargo`);
    await writeFiles(this.home, {
      '.nuget/NuGet/NuGet.Config': `<packageSources><add key="x" value="${url}/v3/index.json" /></packageSources>`,
      'cargo/config.toml': `[source.crates-io]\nreplace-with = "m"\n[source.m]\nregistry = "sparse+${url}/"\n`,
    });
    return service;
  }
}

const UNSET = ['XDG_CONFIG_HOME', 'VIRTUAL_ENV', 'PIP_EXTRA_INDEX_URL', 'PIP_INDEX_URL', 'CARGO_HOME'];

export function ask(dependencies: Dependencies, options: Partial<Options> = {}): Promise<RegistryFacts> {
  const { signal } = new AbortController();
  const input = { options: { ...OPTIONS, minimumAge: 7, ...options }, workspace: { root: '/repo' }, signal };
  return askRegistries({ ...input, progress: () => undefined } as never, dependencies);
}

export const locked = (ecosystem: Ecosystem, ...packages: readonly MadePackage[]): Dependencies =>
  dependenciesOf([{ ecosystem, format: 'requirements', path: 'lock', packages }]);
/** In the week before the tests' today. */
export const NEW = '2026-11-20T00:00:00.000Z';

/** What a service says that is no answer, and how that is told. */
export const NO_ANSWERS: readonly (readonly [string, StubReply, RegExp])[] = [
  ['405', 405, /answered 405/],
  ['a login page', 'html', /web page/],
  ['an empty object', { body: {} }, /does not describe the package/],
  ['an empty list', { body: [] }, /does not describe the package/],
  ['half an answer', 'truncated', /no JSON/],
  ['a connection that ends', 'reset', /ended the connection/],
];
