import { expect, test } from 'vitest';

import { parseNpmrc } from './npmrc.js';

const parse = (...lines: string[]) => Object.fromEntries(parseNpmrc(lines.join('\n')));

test('keys, values, comments, quotes, lists and bare keys are those that npm reads', () => {
  expect(
    parse(
      '; a comment',
      '  # another',
      'registry = https://a.example/ ; and so on',
      '"@corp:registry"="https://b.example/"',
      "//b.example/:_authToken='t=1'",
      'hash=a\\#b\\;c\\d',
      'ca[]=one',
      'ca[]=two',
      'strict-ssl',
      'empty=',
      'twice=1',
      'twice=2',
      '=no key',
    ),
  ).toEqual({
    registry: 'https://a.example/',
    '@corp:registry': 'https://b.example/',
    '//b.example/:_authToken': 't=1',
    hash: 'a#b;c\\d',
    ca: ['one', 'two'],
    'strict-ssl': 'true',
    empty: '',
    twice: '2',
  });
});

test('keys of a section are none of npm', () => {
  expect(parse('a=1', '[section]', 'registry=https://a.example/')).toEqual({ a: '1' });
});

test('names of the prototype are names', () => {
  expect(parseNpmrc('__proto__=x\nconstructor=y').get('constructor')).toBe('y');
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});
