import { describe, expect, it } from 'vitest';

import { BASE, buildkit, dockerfile, imageOf, layerLines } from '../../test/trace/traced.js';
import { traceImage } from './trace.js';

describe('a Dockerfile that was edited since', () => {
  const lines = ['ARG A=alpha', 'WORKDIR /srv/app', 'COPY package.json ./', 'RUN npm ci --omit=dev', 'COPY src ./src', 'RUN npm run build --if-present', 'EXPOSE 8080', 'USER node', 'CMD ["node", "src/server.js"]']; // prettier-ignore
  const text = `FROM node:20\n${lines.join('\n')}\n`;
  const texts = ['ARG A=alpha', 'WORKDIR /srv/app', 'COPY package.json ./', 'RUN |1 A=alpha /bin/sh -c npm ci --omit=dev', 'COPY src ./src', 'RUN |1 A=alpha /bin/sh -c npm run build --if-present', 'EXPOSE [8080/tcp]', 'USER node', 'CMD ["node" "src/server.js"]']; // prettier-ignore
  const edited = (...without: number[]) =>
    imageOf([
      ...BASE,
      ...buildkit(...texts.map((one, index) => (without.includes(index) ? one.replace(/.$/, 'X') : one))),
    ]);

  it('keeps its other lines where one differs, and says so', () => {
    const image = edited(3);
    const trace = traceImage(image, [dockerfile(text)]);
    expect(layerLines(image, trace)).toEqual(['base 1', 'own 3', 'own 4', '-', 'own 6', 'own 7']);
    expect(trace.notes).toEqual([
      'The Dockerfile was edited after the image had been built: what differs has no line.',
    ]);
  });

  it('does the same with a line that was added, or taken away', () => {
    const image = imageOf([...BASE, ...buildkit(...texts.filter((_, index) => index !== 4))]);
    expect(layerLines(image, traceImage(image, [dockerfile(text)]))).toEqual([
      'base 1',
      'own 3',
      'own 4',
      'own 5',
      'own 7',
    ]);
    const all = imageOf([...BASE, ...buildkit(...texts)]);
    const shorter = dockerfile(`FROM node:20\n${lines.toSpliced(4, 1).join('\n')}\n`);
    expect(layerLines(all, traceImage(all, [shorter]))).toEqual([
      'base 1',
      'own 3',
      'own 4',
      'own 5',
      '-',
      'own 6',
    ]);
  });

  it('maps nothing where two differ, unless it is the Dockerfile for certain, and nothing where three do', () => {
    expect(traceImage(edited(3, 5), [dockerfile(text)]).unmapped).toBeDefined();
    expect(traceImage(edited(3, 5), [dockerfile(text)], { dockerfile: 'Dockerfile' }).unmapped).toBeDefined();
    const longer = `${text}LABEL team=core\nLABEL tier=one\nLABEL rank=two\nENV MODE=production\nENV LEVEL=info\n`;
    const more = imageOf([
      ...edited(3, 5).history,
      ...buildkit(
        'LABEL team=core',
        'LABEL tier=one',
        'LABEL rank=two',
        'ENV MODE=production',
        'ENV LEVEL=info',
      ),
    ]);
    expect(traceImage(more, [dockerfile(longer)]).unmapped).toBeDefined();
    expect(traceImage(more, [dockerfile(longer)], { dockerfile: 'Dockerfile' }).dockerfile).toBe(
      'Dockerfile',
    );
    expect(
      traceImage(edited(3, 5, 6), [dockerfile(text)], { dockerfile: 'Dockerfile' }).unmapped,
    ).toBeDefined();
  });

  it('maps nothing where the first instruction differs, since nobody knows where the base image ends', () => {
    const started = dockerfile(text.replace('ARG A=alpha', 'USER root'));
    const hinted = { dockerfile: 'Dockerfile' };
    const whole = imageOf([...BASE, ...buildkit('USER root', ...texts.slice(1))]);
    expect(traceImage(whole, [started], hinted).dockerfile).toBe('Dockerfile');
    const changed = imageOf([...BASE, ...buildkit('USER admin', ...texts.slice(1))]);
    expect(traceImage(changed, [started], hinted).unmapped).toBeDefined();
  });

  it('maps nothing with another Dockerfile beside it, which may be the one', () => {
    const other = dockerfile('FROM nginx\nCOPY dist /usr/share/nginx/html\n', 'web/Dockerfile');
    expect(traceImage(edited(3), [dockerfile(text), other]).unmapped).toBeDefined();
  });
});
