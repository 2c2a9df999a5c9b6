// `npm run generate [-- --check]`: everything that is generated from the code.
import { ROOT, prepare, runProgram } from './prepare.mjs';

await prepare();
process.exit(runProgram(process.execPath, [`${ROOT}/tools/generate/main.mjs`, ...process.argv.slice(2)]));
