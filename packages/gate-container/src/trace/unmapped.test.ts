import { describe, expect, it } from 'vitest';

import { BASE, buildkit, dockerfile, imageOf, layerLines, made, set } from '../../test/trace/traced.js';
import { traceImage } from './trace.js';

const TEXT = `FROM base.test/small:1
ENV MODE=production
RUN apk add --no-cache curl
COPY package.json *.txt /srv/files/
USER 1000:1000
CMD ["node", "server.js"]
`;
const HASH = '87e952886d124a969cfb6d19346a366d8a62f4f74eda5ce8fc424f5b56db2d4c';

describe('squashed images', () => {
  it('has no line for `docker build --squash`', () => {
    const image = imageOf([
      ...BASE,
      set('/bin/sh -c #(nop)  ENV MODE=production'),
      set('/bin/sh -c apk add --no-cache curl'),
      set(`/bin/sh -c #(nop) COPY multi:${HASH} in /srv/files/ `),
      set('/bin/sh -c #(nop)  USER 1000:1000'),
      set('/bin/sh -c #(nop)  CMD ["node" "server.js"]'),
      made('', 'merge sha256:0123 to sha256:4567'),
    ]);
    const trace = traceImage(image, [dockerfile(TEXT)]);
    expect(trace.unmapped).toMatch(/^The image is squashed/);
    expect(trace.layers.size).toBe(0);
    expect(trace.dockerfile).toBeUndefined();
  });

  it('has its lines where only the base image is squashed', () => {
    const squashed = [set('/bin/sh -c echo of the base image'), made('', 'merge sha256:0123 to sha256:4567')];
    const own = buildkit('ENV MODE=production', 'RUN /bin/sh -c apk add --no-cache curl', 'COPY package.json *.txt /srv/files/', 'USER 1000:1000', 'CMD ["node" "server.js"]'); // prettier-ignore
    const image = imageOf([...squashed, ...own]);
    expect(layerLines(image, traceImage(image, [dockerfile(TEXT)]))).toEqual(['base 1', 'own 3', 'own 4']);
  });

  it('has none for `podman build --squash-all`, which drops the history of the base image', () => {
    const image = imageOf([
      set('/bin/sh -c #(nop) ENV MODE=production'),
      set('/bin/sh -c apk add --no-cache curl'),
      set(`/bin/sh -c #(nop) COPY multi:${HASH} in /srv/files/ `),
      set('/bin/sh -c #(nop) USER 1000:1000'),
      made('/bin/sh -c #(nop) CMD ["node", "server.js"]', 'FROM 098034987d69'),
    ]);
    expect(traceImage(image, [dockerfile(TEXT)]).unmapped).toMatch(/^The image is squashed/);
  });

  it('has the base image for `buildah bud`, which makes one layer of all that is ours and writes it beside CMD', () => {
    const image = imageOf([
      ...BASE,
      set('/bin/sh -c #(nop) ENV MODE=production'),
      set('/bin/sh -c apk add --no-cache curl'),
      set(`/bin/sh -c #(nop) COPY multi:${HASH} in /srv/files/ `),
      set('/bin/sh -c #(nop) USER 1000:1000'),
      made('/bin/sh -c #(nop) CMD ["node", "server.js"]', 'FROM base.test/small:1'),
    ]);
    const trace = traceImage(image, [dockerfile(TEXT)]);
    expect(layerLines(image, trace)).toEqual(['base 1', '-']);
    expect(trace.settings.map(({ region }) => region.startLine)).toEqual([2, 5, 6]);
    expect(trace.notes).toEqual([
      'Several instructions made one layer together: what is in it has no line of its own.',
    ]);
  });

  it('has none for an image flattened by export and import', () => {
    expect(traceImage(imageOf([made('', 'Imported from -')]), [dockerfile(TEXT)]).unmapped).toMatch(
      /no Dockerfile/,
    );
  });
});

describe('histories that do not tell', () => {
  const own = buildkit('ENV MODE=production', 'RUN /bin/sh -c apk add --no-cache curl', 'COPY package.json *.txt /srv/files/', 'USER 1000:1000', 'CMD ["node" "server.js"]'); // prettier-ignore
  const reasonOf = (history: Parameters<typeof imageOf>[0], labels = {}) =>
    traceImage(imageOf(history, labels), [dockerfile(TEXT)]).unmapped;

  it('is mapped as it stands', () => {
    expect(reasonOf([...BASE, ...own])).toBeUndefined();
  });

  it('says that there is none, or that it explains too few layers', () => {
    expect(reasonOf([])).toBe('The image has no history.');
    const image = { ...imageOf([...BASE, ...own]), layers: [{ diffId: 'sha256:0', size: 1 }] };
    expect(traceImage(image, [dockerfile(TEXT)]).unmapped).toBe(
      'The image has 1 layer and its history explains 3.',
    );
    expect(traceImage(imageOf([...BASE, ...own]), []).unmapped).toMatch(/has no Dockerfile/);
  });

  it('says that a container was committed', () => {
    expect(reasonOf([...BASE, ...own, set('sh')])).toMatch(/was changed after it had been built/);
    expect(reasonOf([...BASE, ...own, made('touch /file')])).toBeDefined();
  });

  it.each([
    ['Cloud Native Buildpacks', made('Application Layer', ''), { 'io.buildpacks.build.metadata': '{}' }],
    ['ko', made('ko build ko://example.test/cmd', 'kodata contents'), {}],
    ['Jib', made('jib-maven-plugin:3.4.0', 'classes'), {}],
    ['apko', made('apko', 'This is an apko single-layer image'), {}],
    ['Bazel', made('bazel build ...'), {}],
    ['Nix', made('', "store paths: ['/nix/store/x']"), {}],
    [
      'Nixpacks',
      made('COPY .nixpacks/nixpkgs.nix .nixpacks/nixpkgs.nix # buildkit', 'buildkit.dockerfile.v0'),
      {},
    ],
  ])('names %s, which needs no Dockerfile', (name, entry, labels) => {
    expect(reasonOf([...BASE, entry], labels)).toMatch(new RegExp(`^${name} made this image`));
  });

  it('maps what a Dockerfile puts on an image of buildpacks', () => {
    expect(
      reasonOf([made('Application Layer'), ...own], { 'io.buildpacks.build.metadata': '{}' }),
    ).toBeUndefined();
  });

  it('looks past the label that `docker build --label` adds', () => {
    const classic = [
      ...BASE,
      set('/bin/sh -c #(nop)  ENV MODE=production'),
      made('/bin/sh -c apk add --no-cache curl'),
      made(`/bin/sh -c #(nop) COPY multi:${HASH} in /srv/files/ `),
      set('/bin/sh -c #(nop)  USER 1000:1000'),
      set('/bin/sh -c #(nop)  CMD ["node" "server.js"]'),
    ];
    expect(reasonOf(classic)).toBeUndefined();
    expect(reasonOf([...classic, set('/bin/sh -c #(nop)  LABEL commit=abc')])).toBeUndefined();
  });
});
