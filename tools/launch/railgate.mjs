// `npm run --silent railgate -- ARGS`: the command from the checkout; paths are relative to where the user stands.
import { CLI, prepare, runProgram, userFolder } from './prepare.mjs';

await prepare();
process.exit(runProgram(process.execPath, [CLI, ...process.argv.slice(2)], { cwd: userFolder() }));
