// Writes everything that is generated from the code; `--check` writes nothing and fails when something would change.
// Reads the built packages: `npm run generate` builds first.
import { generateAll } from './generate-all.mjs';
import { loadSources } from './load-sources.mjs';
import { changesOf, writeChanges } from './write-changes.mjs';

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`generate: ${error.message}\n`);
  return 2;
});

async function main(args) {
  const check = args.includes('--check');
  const unknown = args.find((argument) => argument !== '--check');
  if (unknown !== undefined) {
    process.stderr.write(`generate: there is no argument ${unknown}; use --check or none.\n`);
    return 3;
  }
  const { files, folders } = await generateAll(await loadSources());
  const changes = changesOf(files, folders);
  if (!check) return report(writeChanges(changes), files.size);
  if (changes.length === 0) return 0;
  for (const { kind, path } of changes) process.stderr.write(`${kind}  ${path}\n`);
  process.stderr.write(
    'generate: these files are not what the code says. Run `npm run generate` and commit them.\n',
  );
  return 1;
}

function report(changes, total) {
  for (const { kind, path } of changes) process.stdout.write(`${kind}  ${path}\n`);
  process.stdout.write(`generate: ${total} files, ${changes.length} changed.\n`);
  return 0;
}
