import type { Ecosystem } from '@railgate/dependencies';

import type { Registry } from './registry.js';

type Asked = Exclude<Ecosystem, 'npm' | 'Go' | 'Packagist' | 'Maven'>;

/** Beside npm's, which has its own configuration. Each loads when something of it is there. */
export const REGISTRIES: Readonly<Record<Asked, () => Promise<Registry>>> = {
  PyPI: async () => (await import('./pypi.js')).pypi,
  RubyGems: async () => (await import('./rubygems.js')).rubygems,
  'crates.io': async () => (await import('./crates.js')).crates,
  NuGet: async () => (await import('./nuget.js')).nuget,
  Hex: async () => (await import('./hex.js')).hex,
  Pub: async () => (await import('./pub.js')).pub,
};

/** Whom nobody is asked, and why. */
export const UNASKED: Readonly<Record<Exclude<Ecosystem, Asked | 'npm'>, string>> = {
  Go: "Go's proxy says when the commit of a version was made, which its author writes as he likes, and no licence.",
  Packagist: 'Packagist says when the commit of a version was made, which its author writes as he likes.',
  Maven: 'Repositories of Maven say neither in a form that is documented.',
};

export function isAsked(ecosystem: Exclude<Ecosystem, 'npm'>): ecosystem is Asked {
  return Object.hasOwn(REGISTRIES, ecosystem);
}
