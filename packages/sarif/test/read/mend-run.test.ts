import { describe, expect, it } from 'vitest';

import { logSource, SarifReadError } from '../../src/read/index.js';
import { readLoose, type Loose } from './read-loose.js';
import { TOOL } from './temp-files.js';

async function readRun(run: Loose): Promise<{ run: Loose; codes: string[] }> {
  const { runs, repairs } = await readLoose({ version: '2.1.0', runs: [run] });
  const { invocations, ...rest } = runs[0] ?? {};
  const notes =
    (invocations as { toolExecutionNotifications: unknown[] }[] | undefined)?.[0]
      ?.toolExecutionNotifications ?? [];
  expect(notes.length).toBeGreaterThanOrEqual(repairs.length);
  return { run: rest, codes: repairs.map((repair) => `${repair.code} ${repair.first}`) };
}

describe('ng: mending a run', () => {
  it.each<[string, Loose, Loose, string[]]>([
    ['no tool', {}, { tool: { driver: { name: 'unknown' } } }, ['tool-missing /runs/0']],
    ['no driver', { tool: {} }, { tool: { driver: { name: 'unknown' } } }, ['driver-missing /runs/0/tool']],
    [
      'no name',
      { tool: { driver: { fullName: 'T 1' } } },
      { tool: { driver: { fullName: 'T 1', name: 'T 1' } } },
      ['name-missing /runs/0/tool/driver'],
    ],
    [
      'results that are null',
      { tool: TOOL, results: null },
      { tool: TOOL },
      ['results-null /runs/0/results'],
    ],
    [
      'equal newline sequences',
      { tool: TOOL, newlineSequences: ['\n', '\n'] },
      { tool: TOOL, newlineSequences: ['\n'] },
      ['newline-sequences-repeated /runs/0/newlineSequences'],
    ],
    [
      'no newline sequences',
      { tool: TOOL, newlineSequences: [] },
      { tool: TOOL },
      ['newline-sequences-invalid /runs/0/newlineSequences'],
    ],
    [
      'a language that is none',
      { tool: TOOL, language: 'english' },
      { tool: TOOL },
      ['language-invalid /runs/0/language'],
    ],
    [
      'a description that is text',
      { tool: { driver: { name: 'T', rules: [{ id: 'A', shortDescription: 'x' }] } } },
      { tool: { driver: { name: 'T', rules: [{ id: 'A', shortDescription: { text: 'x' } }] } } },
      ['short-description-wrong-type /runs/0/tool/driver/rules/0/shortDescription'],
    ],
    [
      'a rule without an id',
      { tool: { driver: { name: 'T', rules: [{ id: 'A' }, { name: 'N' }, {}] } } },
      { tool: { driver: { name: 'T', rules: [{ id: 'A' }, { name: 'N', id: 'N' }, { id: 'unknown-2' }] } } },
      ['id-missing /runs/0/tool/driver/rules/1'],
    ],
    [
      'a help URI that is none',
      { tool: { driver: { name: 'T', informationUri: 'http://a b/' } } },
      { tool: { driver: { name: 'T', informationUri: 'http://a%20b/' } } },
      ['information-uri-invalid /runs/0/tool/driver/informationUri'],
    ],
    [
      'a base that is text',
      { tool: TOOL, originalUriBaseIds: { ROOT: 'file:///a/' } },
      { tool: TOOL, originalUriBaseIds: { ROOT: { uri: 'file:///a/' } } },
      ['original-uri-base-ids-wrong-type /runs/0/originalUriBaseIds/ROOT'],
    ],
    [
      'a time without a zone',
      {
        tool: TOOL,
        versionControlProvenance: [
          { repositoryUri: 'https://a.example/', asOfTimeUtc: '2026-01-02 03:04:05' },
        ],
      },
      {
        tool: TOOL,
        versionControlProvenance: [
          { repositoryUri: 'https://a.example/', asOfTimeUtc: '2026-01-02T03:04:05Z' },
        ],
      },
      ['as-of-time-utc-invalid /runs/0/versionControlProvenance/0/asOfTimeUtc'],
    ],
    [
      'a key that SARIF does not know',
      { tool: TOOL, artifact: 1 },
      { tool: TOOL, properties: { artifact: 1 } },
      ['property-unknown /runs/0'],
    ],
  ])('%s', async (_name, given, run, codes) => expect(await readRun(given)).toEqual({ run, codes }));

  it('lets every index point at what it pointed at', async () => {
    const artifacts = [
      { location: { uri: 'a' } },
      null,
      { location: { uri: 'a' } },
      { location: { uri: 'b' } },
    ];
    const { run } = await readRun({ tool: TOOL, artifacts });
    expect(run['artifacts']).toEqual([
      { location: { uri: 'a' } },
      { properties: { 'railgate/unreadable': 1 } },
      { location: { uri: 'a' }, properties: { 'railgate/repeats': [0, 2] } },
      { location: { uri: 'b' } },
    ]);
  });

  it('takes an invocation that does not say whether it succeeded for one that did not', async () => {
    const { log } = await readLoose({
      version: '2.1.0',
      runs: [{ tool: TOOL, invocations: [{ exitCode: 0 }, {}] }],
    });
    expect(log).toMatchObject({
      runs: [{ invocations: [{ executionSuccessful: true }, { executionSuccessful: false }] }],
    });
  });

  it('takes the version from the schema where it is missing', async () => {
    const { repairs } = await readLoose({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      runs: [],
    });
    expect(repairs).toMatchObject([{ code: 'version-missing' }]);
  });
});

describe('ng: noting repairs', () => {
  it('adds a notification to the first invocation, and keeps what is there', async () => {
    const invocation = {
      executionSuccessful: false,
      toolExecutionNotifications: [{ message: { text: 'old' } }],
    };
    const { runs } = await readLoose({
      version: '2.1.0',
      runs: [{ tool: TOOL, invocations: [invocation], results: [{ message: 'x' }] }],
    });
    expect(runs[0]?.['invocations']).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { message: { text: 'old' } },
          {
            descriptor: { id: 'railgate/repaired-message-wrong-type' },
            level: 'note',
            message: {
              text: 'Repaired while reading: `message` was of type string and must be object; converted. At /runs/0/results/0/message.',
            },
          },
        ],
      },
    ]);
  });

  it('makes an invocation where there is none, successful only for a run with results', async () => {
    const { runs } = await readLoose({ version: '2.1.0', runs: [{ results: [] }, { tool: {} }] });
    expect(runs).toMatchObject([
      { invocations: [{ executionSuccessful: true }] },
      { invocations: [{ executionSuccessful: false }] },
    ]);
  });
});

describe('broken: a log that cannot be mended', () => {
  it('is an error with the name of the log', () => {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is tested is that the type does not hold
    expect(() => logSource({ version: '2.0.0', runs: [] } as any, 'the log')).toThrow(SarifReadError);
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the same
    expect(() => logSource(null as any, 'the log')).toThrow('the log: expected a SARIF log, a JSON object.');
  });
});
