import { hash } from 'node:crypto';
import { Readable } from 'node:stream';

import { GateError } from '@railgate/contract';
import { PrivateCache } from '@railgate/kit';

import { imageFlags } from './arguments.js';
import { ALPINE, FILE_SECRET, knownBadImage } from './canary/known-bad.js';
import { ECOSYSTEM_OF, LODASH, type Ecosystem } from './canary/language-packages.js';
import { osPackages } from './canary/os-packages.js';
import { smallImage, type SmallImage } from './canary/small-image.js';
import type { TrivyDatabaseFiles } from './database.js';
import type { Observed } from './observed.js';
import type { Place } from './place.js';
import { scanImage, type Handed, type Limits, type Settings } from './scan-image.js';

/** What is proven: whose packages the same Trivy, flags and database find vulnerable. */
export interface Proof {
  /** For this ecosystem of a language. */
  readonly ecosystems: ReadonlySet<Ecosystem>;
}

export interface ProofInput {
  readonly place: Place;
  readonly database: TrivyDatabaseFiles;
  readonly limits: Limits;
  /** Of the scanned repository. */
  readonly root: string;
}

/** To be raised when a canary changes, so that no proof of the old one counts. */
const CANARIES = 1;

/** Proofs by what they are proofs for, asked once each, and remembered between runs. */
export class Proofs {
  readonly #input: ProofInput;
  readonly #cache: PrivateCache | undefined;
  readonly #asked = new Map<string, Promise<string>>();

  constructor(input: ProofInput) {
    this.#input = input;
    this.#cache = PrivateCache.open(input.root, 'trivy-canary');
  }

  /** @throws {GateError} `CANARY_MISSED`, and what a scan throws */
  async ofEverything(settings: Settings): Promise<Proof> {
    const found = await this.#once(settings, 'everything', async () => {
      const observed = await this.#look(
        knownBadImage(!settings.withoutJava && this.#input.database.java),
        settings,
      );
      refuseMissed(observed, settings);
      return [...ecosystemsIn(observed)].sort().join(',');
    });
    return { ecosystems: new Set(found.split(',').filter((name): name is Ecosystem => name !== '')) };
  }

  /** Whether the database has advisories for this release of a distribution. */
  async ofRelease(os: NonNullable<Observed['os']>, settings: Settings): Promise<boolean> {
    const files = osPackages(os.family, os.version);
    if (files === undefined) return false;
    const found = await this.#once(settings, `${os.family}\n${os.version}`, async () => {
      const observed = await this.#look(smallImage(files, {}), settings);
      const isSame = observed.os?.family === os.family && observed.os.version === os.version;
      return isSame && observed.vulnerabilities.some(({ kind }) => kind === 'os') ? 'found' : 'missed';
    });
    return found === 'found';
  }

  /** A miss is not remembered between runs: the next one looks again. */
  #once(settings: Settings, what: string, look: () => Promise<string>): Promise<string> {
    const { place, database } = this.#input;
    const about = [
      CANARIES,
      place.digest,
      place.version,
      database.evidence.digest,
      database.java,
      imageFlags(settings),
      what,
    ];
    const key = hash('sha256', JSON.stringify(about));
    const known = this.#asked.get(key) ?? this.#remembered(key, look);
    this.#asked.set(key, known);
    return known;
  }

  async #remembered(key: string, look: () => Promise<string>): Promise<string> {
    const known = this.#cache?.load(key);
    if (known !== undefined) return known;
    const found = await look();
    if (found !== 'missed') this.#cache?.save(key, found);
    return found;
  }

  async #look(image: SmallImage, settings: Settings): Promise<Observed> {
    const scanned = await scanImage(this.#input.place, handedOf(image), settings, this.#input.limits);
    if (scanned !== 'java-database-missing') return scanned;
    throw new GateError(
      'CANARY_MISSED',
      'Trivy does not read Java archives, though there is a database for them.',
    );
  }
}

function handedOf({ id, diffIds, tar }: SmallImage): Handed {
  return {
    name: 'the known-bad image',
    id,
    diffIds,
    tar: { size: tar.length, content: () => Readable.from([tar]) },
  };
}

function ecosystemsIn({ vulnerabilities }: Observed): ReadonlySet<Ecosystem> {
  return new Set(vulnerabilities.flatMap(({ type }) => ECOSYSTEM_OF.get(type) ?? []));
}

/** What each scanner must have found, and what its silence would mean. */
function refuseMissed(observed: Observed, { licences }: Settings): void {
  const { vulnerabilities, secrets, packages } = observed;
  const knows = (id: string, kind: string): boolean =>
    vulnerabilities.some((one) => one.id === id && one.kind === kind);
  const checks: readonly (readonly [boolean, string])[] = [
    [knows(ALPINE.id, 'os'), `${ALPINE.id} in Alpine's busybox`],
    [knows(LODASH.id, 'language'), `${LODASH.id} in lodash`],
    [secrets.some(({ path }) => path === FILE_SECRET), 'the secret in a file'],
    [secrets.some(({ path }) => path === undefined), "the secret in the image's configuration"],
    [!licences || packages.some((one) => one.licences.length > 0), 'the licences of its packages'],
  ];
  const missed = checks.filter(([found]) => !found).map(([, what]) => what);
  if (missed.length === 0) return;
  throw new GateError(
    'CANARY_MISSED',
    `Trivy did not find what is in the known-bad image: ${missed.join(', ')}.`,
    {
      remedy: 'Run `railgate db update trivy`, and use the version of Trivy that `railgate doctor` names.',
    },
  );
}
