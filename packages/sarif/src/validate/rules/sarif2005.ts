import { defineRule } from '../rule.js';

const MOST_WORDS = 3;

export const provideToolProperties = defineRule({
  id: 'SARIF2005',
  name: 'ProvideToolProperties',
  kind: 'sarif',
  level: 'warning',
  asks: 'The driver has a name of at most three words, a version that begins with a digit, and an `informationUri`.',
  texts: {
    longName: 'The name {0} has {1} words, more than {2}: fullName is for the long form.',
    noUri: 'The tool {0} has no informationUri.',
    noVersion: 'The tool {0} has none of version, semanticVersion and dottedQuadFileVersion.',
    noNumber: 'The version {1} of the tool {0} does not begin with a digit.',
  },
  check: (say) => ({
    tool({ driver }, toolPointer) {
      if (driver === undefined) return;
      const at = `${toolPointer}/driver`;
      const { name = '', version = '', semanticVersion = '', dottedQuadFileVersion = '' } = driver;
      const words = name.split(' ').filter((word) => word !== '').length;
      if (words > MOST_WORDS) say('longName', `${at}/name`, name, words, MOST_WORDS);
      if (driver.informationUri === undefined) say('noUri', at, name);
      if ([version, semanticVersion, dottedQuadFileVersion].every((text) => text.trim() === ''))
        say('noVersion', at, name);
      else if (version.trim() !== '' && !/^\d/.test(version)) say('noNumber', `${at}/version`, name, version);
    },
  }),
});
