import { describe, expect, it } from 'vitest';

import { BASE, buildkit, dockerfile, imageOf, made } from '../../test/trace/traced.js';
import { traceImage } from './trace.js';

/** Milliseconds of processor time, which do not depend on what else the machine does. */
function cost(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('images and Dockerfiles made to keep us busy', () => {
  it('reads a thousand Dockerfiles and a history of five hundred entries at once', () => {
    const files = Array.from({ length: 1000 }, (_, index) =>
      dockerfile(`FROM node:20\nWORKDIR /srv/app-${index}\nCOPY . .\nRUN npm ci --workspace app-${index}\nCMD ["npm", "start"]\n`, `apps/${index}/Dockerfile`),
    ); // prettier-ignore
    const own = buildkit(
      'WORKDIR /srv/app-7',
      'COPY . .',
      'RUN /bin/sh -c npm ci --workspace app-7',
      'CMD ["npm" "start"]',
    );
    const image = imageOf([
      ...BASE,
      ...Array.from({ length: 500 }, (_, index) => made(`/bin/sh -c step ${index}`)),
      ...own,
    ]);
    const first = cost(() => expect(traceImage(image, files).dockerfile).toBe('apps/7/Dockerfile'));
    expect(first).toBeLessThan(2000);
  });

  it('gives up where everything is like everything', () => {
    const stages = Array.from(
      { length: 900 },
      (_, index) => `FROM ${index === 0 ? 'a' : `s${index - 1}`} AS s${index}\nRUN true\n`,
    ).join('');
    const files = Array.from({ length: 4 }, (_, index) => dockerfile(stages, `${index}/Dockerfile`));
    const image = imageOf(Array.from({ length: 500 }, () => made('/bin/sh -c true')));
    let unmapped: string | undefined;
    expect(cost(() => (unmapped = traceImage(image, files).unmapped))).toBeLessThan(8000);
    expect(unmapped).toBeDefined();
  });

  it('compares texts of hundreds of kilobytes', () => {
    const long = 'a'.repeat(300_000);
    const texts = [`RUN echo ${long}`, `ENV A=${'$A-'.repeat(60_000)}`, `CMD ${'\\n'.repeat(100_000)}x`, `COPY ${'${'.repeat(40_000)} /x`, `LABEL ${' '.repeat(100_000)}a=b`, `WORKDIR ${'/'.repeat(100_000)}x`, `HEALTHCHECK ${'$A'.repeat(100_000)}`]; // prettier-ignore
    const document = dockerfile(`FROM a\n${texts.join('\n')}\n`);
    const shown = texts.map((text) => text.replace('RUN ', 'RUN /bin/sh -c ').replaceAll('$A', 'b'));
    for (const text of shown) {
      const image = imageOf([...BASE, ...buildkit(text)]);
      expect(cost(() => traceImage(image, [document]))).toBeLessThan(5000);
    }
    const whole = imageOf([...BASE, ...buildkit(...shown)]);
    expect(cost(() => traceImage(whole, [document]))).toBeLessThan(5000);
  });

  it('is not held up by entries that are nearly what they look like', () => {
    const nearly = ['|', '<<'.repeat(50_000), `<<a(${'('.repeat(50_000)}`, `COPY ${'--a '.repeat(100_000)}`, `COPY ${'file:'.repeat(50_000)}`, `|1${'/bin/sh -c '.repeat(50_000)}x`, `FROM ${'/'.repeat(100_000)}`, ' '.repeat(100_000), `EXPOSE map[${'1 '.repeat(100_000)}`, `ARG ${'A'.repeat(100_000)}`]; // prettier-ignore
    const document = dockerfile('ARG B=a\nFROM ${B}\nARG A=1 A A\nCOPY a b\nEXPOSE 1\nRUN x\n');
    const image = imageOf([...BASE, ...nearly.map((text) => made(text, `FROM ${text}`))]);
    expect(
      cost(() => expect(traceImage(image, [document], { dockerfile: 'Dockerfile' }).unmapped).toBeDefined()),
    ).toBeLessThan(5000);
    for (const text of nearly) {
      const one = imageOf([...BASE, made(text)]);
      expect(cost(() => traceImage(one, [document]))).toBeLessThan(3000);
    }
  });

  it('refuses histories that nobody writes', () => {
    const entries = Array.from({ length: 2001 }, () => made('/bin/sh -c true'));
    expect(traceImage(imageOf(entries), [dockerfile('FROM a\nRUN true\n')]).unmapped).toMatch(/too long/);
    expect(
      traceImage(imageOf([made('x'.repeat(9_000_000))]), [dockerfile('FROM a\nRUN true\n')]).unmapped,
    ).toMatch(/too long/);
  });

  it('puts arguments in that double with each line', () => {
    const doubling = Array.from({ length: 60 }, (_, index) => `ARG A${index + 1}=$A${index}$A${index}`);
    const text = `ARG A0=xx\n${doubling.join('\n')}\nFROM debian:$A60\nRUN apt-get install -y curl wget\n`;
    const image = imageOf([...BASE, ...buildkit('RUN /bin/sh -c apt-get install -y curl wget')]);
    const trace = traceImage(image, [dockerfile(text)]);
    expect(trace.base?.length).toBeLessThanOrEqual(1000);
  });

  it('takes names of prototypes for names', () => {
    const text =
      'ARG __proto__=a\nARG constructor\nFROM ${constructor:-debian}\nRUN apt-get install -y curl wget\n';
    const image = imageOf([...BASE, ...buildkit('RUN /bin/sh -c apt-get install -y curl wget')]);
    expect(traceImage(image, [dockerfile(text)]).base).toBe('debian');
  });
});
