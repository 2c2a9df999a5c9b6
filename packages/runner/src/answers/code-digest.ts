import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Built packages of ours: what they depend on beside each other has an exact version in their manifest. */
const OURS = /^@railgate\//;

/**
 * Digests of the code that answers and reports come from: of a built package and all of ours that it depends on. One for a
 * run, since most packages have the same ones below them.
 */
export class CodeDigests {
  readonly #modules = new Map<string, string | undefined>();
  readonly #packages = new Map<string, string>();

  /**
   * Nothing while the source runs unbuilt.
   *
   * @param module URL of an entry, `bundle/index.js` or `dist/index.js` of its package
   */
  of(module: string): string | undefined {
    if (!this.#modules.has(module)) this.#modules.set(module, this.#digest(module));
    return this.#modules.get(module);
  }

  #digest(module: string): string | undefined {
    try {
      const entry = fileURLToPath(module.replace(/[?#].*$/, ''));
      const built = basename(dirname(entry));
      if (built !== 'bundle' && built !== 'dist') return undefined;
      const { version, platform, arch } = process;
      // What a gate returns is checked, finished and masked in this package.
      const packages = [dirname(dirname(entry)), ownPackage()].map((folder) => this.#package(folder, built));
      return hash('sha256', [version, platform, arch, ...packages].join(' '));
    } catch {
      return undefined;
    }
  }

  /** Size and time of the last change are enough here: nobody who could change our own files needs to fake them. */
  #package(folder: string, built: string): string {
    const known = this.#packages.get(`${built} ${folder}`);
    if (known !== undefined) return known;
    const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
    const below = dependenciesOf(folder, manifest).filter((other) => existsSync(join(other, built)));
    const parts = [
      manifest,
      ...filesOf(join(folder, built)),
      ...below.map((other) => this.#package(other, built)),
    ];
    const digest = hash('sha256', parts.join('\0'));
    this.#packages.set(`${built} ${folder}`, digest);
    return digest;
  }
}

/** The folder of this package. A bundle has a manifest of its own, without a name. */
function ownPackage(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!readFileIfThere(join(folder, 'package.json')).includes('"name"')) folder = dirname(folder);
  return folder;
}

function readFileIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function filesOf(output: string): string[] {
  const names = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.c?js$/.test(name),
  );
  return names.sort().map((name) => {
    const { size, mtimeMs } = statSync(join(output, name));
    return `${name} ${size} ${mtimeMs}`;
  });
}

function dependenciesOf(folder: string, manifest: string): string[] {
  const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: Readonly<Record<string, string>> };
  const from = createRequire(join(folder, 'package.json'));
  const names = Object.keys(dependencies).filter((name) => OURS.test(name));
  return names.sort().map((name) => dirname(from.resolve(`${name}/package.json`)));
}
