import { parseDockerfile } from '@railgate/code/reader';
import { describe, expect, it } from 'vitest';

import { dockerfileFindings, imageFindings } from '../../src/findings/misconfigurations.js';
import { TRACE, UNMAPPED, check, viewOf } from '../made.js';

const NONE = new Map();
const docker = (text: string) => {
  const parsed = parseDockerfile('Dockerfile', text);
  if (parsed.kind !== 'document') throw new Error('It was to be read.');
  return new Map([['Dockerfile', parsed.document]]);
};

describe('what the scanner says of a Dockerfile', () => {
  it('is a finding at its lines, under a rule made of the check', () => {
    const checks = new Map([['Dockerfile', [check({ startLine: 3, endLine: 4 })]]]);
    const { findings, rules } = dockerfileFindings(checks, NONE);
    expect(findings).toEqual([
      {
        ruleId: 'container/ds-0002',
        severity: 'high',
        message:
          "Image user should not be 'root'. Last USER command in Dockerfile should not be root. Add 'USER < non root user name>' line to the Dockerfile.",
        at: { path: 'Dockerfile', region: { startLine: 3, endLine: 4 } },
      },
    ]);
    expect(rules).toMatchObject([
      { id: 'container/ds-0002', name: 'Ds0002', helpUri: 'https://avd.aquasec.com/misconfig/ds-0002' },
    ]);
  });

  it('is at the last FROM where it is about something that is missing', () => {
    const documents = docker('ARG A=1\nFROM a AS x\nRUN a\n\nFROM b\nRUN b\n');
    const { findings } = dockerfileFindings(new Map([['Dockerfile', [check()]]]), documents);
    expect(findings[0]?.at?.region.startLine).toBe(5);
  });

  it('has our page for none but that of the scanner', () => {
    const checks = new Map([['Dockerfile', [check({ id: 'AVD-DS-0031', url: 'https://evil.example/x' })]]]);
    const { rules } = dockerfileFindings(checks, NONE);
    expect(rules).toMatchObject([
      { id: 'container/ds-0031', helpUri: 'https://avd.aquasec.com/misconfig/avd-ds-0031' },
    ]);
  });
});

describe('what it says of the settings of an image', () => {
  const root = check({ instruction: 'USER root' });

  it('is one finding with what it says of the Dockerfile', () => {
    const view = viewOf({ misconfigurations: [root, check({ id: 'DS-0026', instruction: 'HEALTHCHECK' })] });
    const { findings } = imageFindings(view, new Map([['Dockerfile', [check({ startLine: 2 })]]]));
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['container/ds-0026']);
  });

  it('is at the line that the history repeats, else at the FROM of what was built', () => {
    const { findings } = imageFindings(
      viewOf({ misconfigurations: [check({ instruction: 'run APK add  curl' }), root] }),
      NONE,
    );
    expect(findings.map(({ at }) => at?.region.startLine)).toEqual([2, 1]);
    expect(findings[0]?.subject).toMatchObject({ kind: 'image', image: 'api' });
  });

  it('is in the image where nothing shows its line', () => {
    const named = { path: 'railgate.json', region: { startLine: 2 } };
    const { findings } = imageFindings(
      viewOf({ misconfigurations: [root] }, { trace: UNMAPPED, named }),
      NONE,
    );
    expect(findings).toMatchObject([{ in: { image: 'api' }, related: [named] }]);
    expect(findings[0]).not.toHaveProperty('at');
  });

  it('is nothing for an image that is only built on', () => {
    const view = viewOf({ misconfigurations: [root] }, { trace: TRACE, isBase: true });
    expect(imageFindings(view, NONE).findings).toEqual([]);
  });
});
