import { fault, impossible, type FaultRow } from './fault.js';

const NO_GATE = impossible(
  'It makes the file list and is no gate: it throws nothing and has no engine, tool or data.',
);
const NOT_READ = impossible('It lists files and reads none.');

/** Of the file list, which comes before all gates. */
export const discoverFaults: FaultRow = {
  NEED_UNMET: NO_GATE,
  TOOL_CRASHED: NO_GATE,
  TOOL_TIMEOUT: NO_GATE,
  REPORT_UNREADABLE: NO_GATE,
  LOOKED_AT_NOTHING: fault('LOOKED_AT_NOTHING', {
    how: 'Every file is ignored, so no gate has anything to look at.',
    files: { 'railgate.json': '{ "ignore": ["**"] }\n' },
    message: /^No gate looked at anything/,
    remedy:
      'Check the path, the `ignore` patterns and which gates are enabled; `railgate gates` says what each one reads.',
  }),
  CANARY_MISSED: NO_GATE,
  DATA_STALE: NO_GATE,
  INTERNAL: NO_GATE,
  FILE_UNPARSEABLE: NOT_READ,
  FILE_TOO_LARGE: NOT_READ,
  FILE_BINARY: NOT_READ,
  FILE_ENCODING: NOT_READ,
  FILE_UNREADABLE: fault('FILE_UNREADABLE', {
    how: 'Two symbolic links point at each other.',
    files: { 'a.ts': { linkTo: 'b.ts' }, 'b.ts': { linkTo: 'a.ts' } },
    message: /^a\.ts .*loop of symbolic links/,
  }),
  NAME_UNSAFE: fault('NAME_UNSAFE', {
    how: 'A file name holds an escape sequence.',
    files: { 'a\u001b[2Jb.ts': '' },
    message: /^a\\u001b\[2Jb\.ts /,
  }),
  PART_SKIPPED: NOT_READ,
  ENGINE_FAILED: NO_GATE,
  SOURCE_MISSING: NO_GATE,
  STATE_CHANGED: impossible(
    'One run lists and scans. `railgate judge` says it, where shards come from another state.',
  ),
  HISTORY_INCOMPLETE: NO_GATE,
};
