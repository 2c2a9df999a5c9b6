import type { Json } from '../../engines/json-report.js';

/** The SPDX id of classifiers that name one licence alone (pypi.org/classifiers); `BSD License` names four. */
const CLASSIFIERS: Readonly<Record<string, string>> = {
  'MIT License': 'MIT',
  'MIT No Attribution License (MIT-0)': 'MIT-0',
  'Apache Software License': 'Apache-2.0',
  'ISC License (ISCL)': 'ISC',
  'Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
  'Python Software Foundation License': 'PSF-2.0',
  'The Unlicense (Unlicense)': 'Unlicense',
  'zlib/libpng License': 'Zlib',
  'GNU General Public License v2 (GPLv2)': 'GPL-2.0-only',
  'GNU General Public License v2 or later (GPLv2+)': 'GPL-2.0-or-later',
  'GNU General Public License v3 (GPLv3)': 'GPL-3.0-only',
  'GNU General Public License v3 or later (GPLv3+)': 'GPL-3.0-or-later',
  'GNU Lesser General Public License v2 (LGPLv2)': 'LGPL-2.0-only',
  'GNU Lesser General Public License v2 or later (LGPLv2+)': 'LGPL-2.0-or-later',
  'GNU Lesser General Public License v3 (LGPLv3)': 'LGPL-3.0-only',
  'GNU Lesser General Public License v3 or later (LGPLv3+)': 'LGPL-3.0-or-later',
  'GNU Affero General Public License v3': 'AGPL-3.0-only',
  'GNU Affero General Public License v3 or later (AGPLv3+)': 'AGPL-3.0-or-later',
  'European Union Public Licence 1.2 (EUPL 1.2)': 'EUPL-1.2',
};
const PREFIX = /^License :: (?:OSI Approved :: )?(?!OSI Approved$)/;
/** A licence in one line: some write its whole text there. */
const LONGEST = 160;

/**
 * By PEP 639 `license_expression`, which is an SPDX expression; before it, the one licence that a classifier names, or the text of
 * `license`. Several classifiers do not say whether all of them hold or one may be chosen: that is no SPDX expression.
 */
export function licenceOfMetadata(info: Json): string | undefined {
  const expression = info.at('license_expression').text();
  if (expression !== '') return expression;
  const named = info
    .at('classifiers')
    .texts()
    .filter((one) => PREFIX.test(one));
  const licences = named.map((one) => one.replace(PREFIX, ''));
  const [only, ...others] = licences.map((one) => CLASSIFIERS[one]);
  if (only !== undefined && others.length === 0) return only;
  const text = info.at('license').text().trim();
  if (text !== '' && text.length <= LONGEST && !text.includes('\n')) return text;
  return licences.length === 0 ? undefined : licences.join(' / ');
}
