import { defineRule } from '../rule.js';

export const urisShouldBeReachable = defineRule({
  id: 'SARIF2006',
  name: 'UrisShouldBeReachable',
  kind: 'sarif',
  level: 'note',
  asks: 'The URIs of web pages answer an HTTP GET.',
  notChecked:
    'a file must not be able to make its validator send requests, and the answer depends on the network',
  texts: {},
  check: () => ({}),
});
