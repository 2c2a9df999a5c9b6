import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Built packages of ours: what they depend on beside each other has an exact version in their manifest. */
const OURS = /^@railgate\//;

/**
 * A digest of the code that a gate's answer comes from: of its built package and all of ours that it depends on. Nothing
 * while the source runs unbuilt.
 *
 * @param module URL of the gate's entry, `bundle/index.js` or `dist/index.js` of its package
 */
export function codeDigest(module: string): string | undefined {
  try {
    const entry = fileURLToPath(module.replace(/[?#].*$/, ''));
    const built = basename(dirname(entry));
    if (built !== 'bundle' && built !== 'dist') return undefined;
    const digest = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`);
    const known = new Set<string>();
    addPackage(dirname(dirname(entry)), built, digest, known);
    // What a gate returns is checked, finished and masked here.
    addPackage(ownPackage(), built, digest, known);
    return digest.digest('hex');
  } catch {
    return undefined;
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

/** Size and time of the last change are enough here: nobody who could change our own files needs to fake them. */
function addPackage(folder: string, built: string, digest: Hash, known: Set<string>): void {
  if (known.has(folder)) return;
  known.add(folder);
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
  digest.update(manifest);
  const output = join(folder, built);
  for (const name of readdirSync(output, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.c?js$/.test(name)) continue;
    const { size, mtimeMs } = statSync(join(output, name));
    digest.update(`\0${name} ${size} ${mtimeMs}`);
  }
  const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: Readonly<Record<string, string>> };
  const from = createRequire(join(folder, 'package.json'));
  for (const name of Object.keys(dependencies)
    .filter((name) => OURS.test(name))
    .sort()) {
    const other = dirname(from.resolve(`${name}/package.json`));
    if (existsSync(join(other, built))) addPackage(other, built, digest, known);
  }
}
