import { anyOf, expectAnswer, readVersions } from './answer.js';
import { variable } from './own-file.js';
import { placeFrom } from './place-of.js';
import type { Registry } from './registry.js';

/** Of the reasons that `mix hex.retire` knows, those that speak of the package and not of the version. */
const OF_PACKAGE: ReadonlySet<string> = new Set(['deprecated', 'renamed']);

/** Hex: `GET /packages/<name>` of its interface (hex.pm/docs/api). */
export const hex: Registry = {
  ecosystem: 'Hex',
  saysLicences: true,
  places: (host) => placeFrom(variable(host, 'HEX_API_URL'), 'https://hex.pm/api', 'HEX_API_URL'),
  async ask(ask, name, versions) {
    const answer = await ask.json(`packages/${encodeURIComponent(name)}`);
    expectAnswer(answer.at('name').text() === name && answer.at('releases').isList(), ask);
    const licence = anyOf(answer.at('meta').at('licenses'));
    const retirements = answer.at('retirements');
    return readVersions(answer.at('releases').items(), 'version', versions, (release) => {
      const retired = retirements.at(release.at('version').text());
      const [reason, message] = [retired.at('reason').text(), retired.at('message').text()];
      const why = message === '' ? reason : message;
      return {
        published: release.at('inserted_at').text(),
        licence,
        ...(reason !== '' && (OF_PACKAGE.has(reason) ? { deprecated: why } : { yanked: why })),
      };
    });
  },
};
