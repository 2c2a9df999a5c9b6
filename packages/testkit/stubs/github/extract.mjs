// Takes the two operations of an upload out of GitHub's OpenAPI description, with every schema that they name, and
// leaves out prose, examples and extensions:
//   node extract.mjs <package @octokit/openapi>/generated/api.github.com.json > code-scanning-sarifs.json
// The whole description is 490 MB once unpacked, which is why it is no dependency.
import { readFileSync } from 'node:fs';

const PATHS = [
  '/repos/{owner}/{repo}/code-scanning/sarifs',
  '/repos/{owner}/{repo}/code-scanning/sarifs/{sarif_id}',
];
const LEFT_OUT = ['examples', 'example', 'description', 'externalDocs', 'tags', 'summary'];

const description = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const paths = Object.fromEntries(PATHS.map((path) => [path, resolved(description.paths[path])]));
const { title, version, license } = description.info;
process.stdout.write(
  `${JSON.stringify({ openapi: description.openapi, info: { title, version, license }, paths }, null, 2)}\n`,
);

function resolved(value) {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.$ref === 'string') return resolved(lookup(value.$ref));
  const entries = Object.entries(value).filter(([key, of]) => !isLeftOut(key, of));
  return Object.fromEntries(entries.map(([key, of]) => [key, resolved(of)]));
}

/** A property may be called `description` too: then it is an object. */
function isLeftOut(key, value) {
  return (
    key.startsWith('x-') ||
    (LEFT_OUT.includes(key) &&
      (key.startsWith('example') ||
        typeof value === 'string' ||
        key === 'externalDocs' ||
        Array.isArray(value)))
  );
}

function lookup(reference) {
  return reference
    .slice(2)
    .split('/')
    .reduce((at, key) => at[key], description);
}
