import { compareText } from '@railgate/contract';

import { anyOf, expectAnswer, readVersions } from './answer.js';
import { ownFile, variable } from './own-file.js';
import { placeFrom } from './place-of.js';
import type { Registry } from './registry.js';

const MIRROR = 'BUNDLE_MIRROR__HTTPS://RUBYGEMS__ORG/';

/** RubyGems: `GET /api/v1/versions/<name>.json` (guides.rubygems.org). What was yanked is not in it. */
export const rubygems: Registry = {
  ecosystem: 'RubyGems',
  saysLicences: true,
  places(host) {
    const config = ownFile(host, variable(host, 'BUNDLE_USER_CONFIG') ?? '~/.bundle/config') ?? '';
    const line = config.split('\n').find((one) => one.startsWith(`${MIRROR}:`));
    const written = line
      ?.slice(MIRROR.length + 1)
      .replace(/["']/g, '')
      .trim();
    return placeFrom(variable(host, MIRROR) ?? written, 'https://rubygems.org', 'The mirror of rubygems.org');
  },
  async ask(ask, name, versions) {
    const answer = await ask.json(`api/v1/versions/${encodeURIComponent(name)}.json`);
    const items = answer.items();
    // It does not repeat the name.
    expectAnswer(
      items.some((one) => one.at('number').text() !== '' && one.has('created_at')),
      ask,
    );
    // A version has one entry a platform: the one that was added last says how old it is.
    const newestFirst = items.toSorted((a, b) =>
      compareText(b.at('created_at').text(), a.at('created_at').text()),
    );
    return readVersions(newestFirst, 'number', versions, (one) => ({
      published: one.at('created_at').text(),
      licence: anyOf(one.at('licenses')),
    }));
  },
};
