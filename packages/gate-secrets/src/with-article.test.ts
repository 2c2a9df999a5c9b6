import { expect, it } from 'vitest';

import { withArticle } from './with-article.js';

it.each([
  ['Railway token', 'A Railway token'],
  ['Okta API token', 'An Okta API token'],
  ['age secret key', 'An age secret key'],
  ['UptimeRobot API key', 'An UptimeRobot API key'],
  ['user password', 'A user password'],
  ['OneSignal key', 'A OneSignal key'],
  ['npm access token', 'An npm access token'],
  ['RSA private key', 'An RSA private key'],
  ['monday.com API token', 'A monday.com API token'],
])('%s', (title, expected) => {
  expect(withArticle(title)).toBe(expected);
});
