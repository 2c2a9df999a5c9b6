import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ROOT, anchorsIn, brokenLink, linksIn, listPages } from './pages.js';

const pages = listPages();

function read(path: string): string | undefined {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}

describe('the links of the documentation', () => {
  it.each(pages)('$path', (page) => {
    const broken = linksIn(page.text).map((link) => brokenLink(page, link, read));
    expect(broken.filter((problem) => problem !== undefined)).toEqual([]);
  });

  it('are seen when they lead nowhere', () => {
    const page = {
      path: 'docs/a.md',
      text: '# One Two\n\n[a](nowhere.md) [b](#one-two) [c](#three) [d](../..) `[e](code.md)` [f](https://x.y)',
    };
    const broken = linksIn(page.text).map((link) => brokenLink(page, link, () => page.text));
    expect(broken).toEqual([
      'nowhere.md: docs/nowhere.md is not there',
      undefined,
      '#three: docs/a.md has no heading #three',
      '../.. leaves the repository',
    ]);
  });

  it('go to the anchors that GitHub makes', () => {
    const text =
      '# A `code` & more\n\n## Same\n\n## Same\n\n### <a id="own-one"></a>OWN_ONE\n\n```md\n# no heading\n```\n';
    expect([...anchorsIn(text)].sort()).toEqual(['a-code--more', 'own-one', 'own_one', 'same', 'same-1']);
  });
});

describe('the index', () => {
  it('names every page of docs/', () => {
    const linked = linksIn(read('docs/README.md') ?? '');
    const own = pages
      .map(({ path }) => path)
      .filter((path) => /^docs\/[\w-]+\.md$/.test(path) && path !== 'docs/README.md');
    expect(own.filter((path) => !linked.includes(path.replace('docs/', '')))).toEqual([]);
  });

  it('names every decision', () => {
    const linked = linksIn(read('docs/decisions/README.md') ?? '');
    const decisions = pages.map(({ path }) => path).filter((path) => /^docs\/decisions\/\d/.test(path));
    expect(decisions.length).toBeGreaterThan(0);
    expect(decisions.filter((path) => !linked.includes(path.replace('docs/decisions/', '')))).toEqual([]);
  });
});
