// One contender of `read.mjs`: opens a SARIF file, and reads its results when asked.
import { openSarif } from '@railgate/sarif';

const [mode, file, expected] = process.argv.slice(2);
const source = await openSarif(file);
let results = 0;
if (mode === 'each') await source.eachResult(() => results++);
if (mode === 'each' && results !== Number(expected)) throw new Error(`read ${results} results`);
