import { expect, it } from 'vitest';

import { factsOf } from './facts.js';

it.each([
  ['a.py', '# a comment\nimport uvicorn\nuvicorn.run(app, port=8000)\n'],
  [
    'src/main/java/A.java',
    'import io.javalin.Javalin;\nclass A { // a comment\nvoid f() { Javalin.create().start(7070); }\n}\n',
  ],
])('a lone carriage return ends a comment and a line of %s', async (path, text) => {
  const { listeners } = await factsOf({ [path]: text.replaceAll('\n', '\r') });
  expect(listeners.map(({ place }) => place.region.startLine)).toEqual([3]);
});
