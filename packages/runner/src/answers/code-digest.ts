import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
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

/** Each with its size and time. Node's own recursive listing takes three times as long. */
function filesOf(output: string): string[] {
  const files: string[] = [];
  for (const entry of readdirSync(output, { withFileTypes: true })) {
    const path = `${output}/${entry.name}`;
    if (entry.isDirectory()) files.push(...filesOf(path));
    else if (/\.c?js$/.test(entry.name)) {
      const { size, mtimeMs } = statSync(path);
      files.push(`${entry.name} ${size} ${mtimeMs}`);
    }
  }
  return files.sort();
}

function dependenciesOf(folder: string, manifest: string): string[] {
  const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: Readonly<Record<string, string>> };
  const names = Object.keys(dependencies).filter((name) => OURS.test(name));
  return names.sort().map((name) => folderOf(name, folder));
}

/** As Node finds it, without what it reads on the way: most packages have the same ones below them. */
function folderOf(name: string, from: string): string {
  for (let above = from, last = ''; above !== last; [last, above] = [above, dirname(above)]) {
    const folder = join(above, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return realpathSync.native(folder);
  }
  // Without folders of packages.
  return dirname(createRequire(join(from, 'package.json')).resolve(`${name}/package.json`));
}
