import { expectAnswer, readVersions } from './answer.js';
import { variable } from './own-file.js';
import { placeFrom } from './place-of.js';
import type { Registry } from './registry.js';

/** Pub: `GET /api/packages/<name>` (dart-lang/pub, doc/repository-spec-v2.md); pub.dev adds `published`. */
export const pub: Registry = {
  ecosystem: 'Pub',
  saysLicences: false,
  places: (host) => placeFrom(variable(host, 'PUB_HOSTED_URL'), 'https://pub.dev', 'PUB_HOSTED_URL'),
  async ask(ask, name, versions) {
    const accept = 'application/vnd.pub.v2+json';
    const answer = await ask.json(`api/packages/${encodeURIComponent(name)}`, { accept });
    expectAnswer(answer.at('name').text() === name && answer.at('versions').isList(), ask);
    const successor = answer.at('replacedBy').text();
    const deprecated = successor === '' ? 'It is discontinued.' : `It is discontinued: use ${successor}.`;
    return readVersions(answer.at('versions').items(), 'version', versions, (one) => ({
      published: one.at('published').text(),
      ...(one.at('retracted').isTrue() && { yanked: '' }),
      ...(answer.at('isDiscontinued').isTrue() && { deprecated }),
    }));
  },
};
