/** A `package-lock.json` and its manifest, of the real form. */
export function npmFiles(
  packages: Readonly<Record<string, object>>,
  dependencies: Readonly<Record<string, string>>,
): Record<string, string> {
  const root = { name: 'shop', version: '1.0.0', dependencies };
  const lock = {
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': root, ...packages },
  };
  return { 'package.json': JSON.stringify(root), 'package-lock.json': JSON.stringify(lock, null, 2) };
}

/** Two packages, one of which asks for the other, and one for development. */
export const SHOP = npmFiles(
  {
    'node_modules/debug': { version: '4.3.4', license: 'MIT', dependencies: { ms: '2.1.2' } },
    'node_modules/ms': {
      version: '2.1.2',
      integrity:
        'sha512-sGkPx+VjMtmA6MX27oA4FBFELFCZZ4S4XqeGOXCv68tT+jb3vk/RyaKWP0PTKyWtmLSM0b+adUTEvbs1PEaH2w==',
      license: 'MIT',
    },
  },
  { debug: '^4.3.0' },
);
