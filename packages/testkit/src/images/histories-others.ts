import { BUILT_DOCKERFILES } from './built-dockerfiles.js';
import { empty, layer, type BuiltHistory } from './built-step.js';

/** Podman 4.3.1, which is Buildah 1.28.2, through Docker's interface; and Kaniko. */
export const OTHER_HISTORIES: readonly BuiltHistory[] = [
  {
    builder: 'buildah',
    version: 'Podman 4.3.1',
    dockerfile: BUILT_DOCKERFILES.everyInstruction,
    buildArguments: {},
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:86f0b811c2a154f281f025c2711e2a548b401d63f05e7c10ca6911ea1e946667 in / ',
      ),
      empty('/bin/sh -c #(nop) CMD ["/bin/sh"]', 'FROM 21c0e582dae4'),
      empty('/bin/sh -c #(nop) LABEL org.opencontainers.image.title=sample', 'FROM railgate.test/base:1'),
      empty('/bin/sh -c #(nop) ARG PORT', 'FROM e2a41b7b3fcf'),
      empty('/bin/sh -c #(nop) WORKDIR /app', 'FROM 37ad4fdeda7b'),
      empty('/bin/sh -c #(nop) ENV NODE_ENV=production GREETING="two words"', 'FROM 55fca8f74a3f'),
      layer(
        '/bin/sh -c #(nop) COPY dir:c76bc0c4ce17a62c406b5de88a44eeb9e59128c0ce1981ff7702904e3999757c in . ',
        'FROM f95995efe634',
      ),
      layer(
        '/bin/sh -c #(nop) COPY file:0b22cc538994976e71d89770082dc72f11f7c6ffbb20a4cd089e6d3bfdd4dba4 in package.json.d/ ',
        'FROM 120b76456f80',
      ),
      layer(
        '/bin/sh -c #(nop) ADD file:a11ebfd3bc92eacd92d8758c5c852167456e8e8ea02d988fff3e3d3425feb967 in /opt/ ',
        'FROM 59372b926b58',
      ),
      layer(
        '|1 PORT=3000 /bin/sh -c echo installed > installed.txt &&     echo "port $PORT"',
        'FROM 6a0e3d9d9b6a',
      ),
      layer('|1 PORT=3000 /bin/sh -c ["/bin/sh", "-c", "echo exec > /exec"]', 'FROM 6bd4bf2b7842'),
      empty('/bin/sh -c #(nop) USER 1000', 'FROM b4ae5c749f68'),
      empty('/bin/sh -c #(nop) EXPOSE ${PORT}', 'FROM 50492c7b4ddb'),
      empty('/bin/sh -c #(nop) VOLUME /data', 'FROM ef80e643e4df'),
      empty('/bin/sh -c #(nop) STOPSIGNAL SIGTERM', 'FROM 130d7f4b9e68'),
      empty(
        '/bin/sh -c #(nop) HEALTHCHECK --interval=30s CMD wget -q http://localhost:3000/ || exit 1',
        'FROM 58910d1670c5',
      ),
      empty('/bin/sh -c #(nop) ENTRYPOINT ["/bin/sh"]', 'FROM a73f641b10b8'),
      empty('/bin/sh -c #(nop) CMD echo started', 'FROM 57880284917c'),
    ],
  },
  {
    builder: 'buildah',
    version: 'Podman 4.3.1',
    dockerfile: BUILT_DOCKERFILES.twoStages,
    buildArguments: {},
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:86f0b811c2a154f281f025c2711e2a548b401d63f05e7c10ca6911ea1e946667 in / ',
      ),
      empty('/bin/sh -c #(nop) CMD ["/bin/sh"]', 'FROM 21c0e582dae4'),
      empty('/bin/sh -c #(nop) ENV NODE_ENV=production', 'FROM railgate.test/base:1'),
      empty('/bin/sh -c #(nop) WORKDIR /app', 'FROM 2be89b12c285'),
      layer(
        '/bin/sh -c #(nop) COPY file:a38ac3e8963fd155b183d1f0979421c699d1d7df3103bac2885ecdc0e74b3cec in ./ ',
        'FROM 4c71f062895e',
      ),
      layer(
        '/bin/sh -c #(nop) COPY dir:682838c8ab7a6e66afbcdc183a08bff00b19e029256d9f14590b3734ee7e5ee2 in /opt/ ',
        'FROM 4a408a2eb774',
      ),
      empty('/bin/sh -c #(nop) USER 1000', 'FROM a1f6e8dcc0d4'),
      empty('/bin/sh -c #(nop) CMD ["/bin/sh"]', 'FROM 496e6c6ecc60'),
    ],
  },
  {
    builder: 'buildah',
    version: 'Podman 4.3.1',
    dockerfile: BUILT_DOCKERFILES.rareForms,
    buildArguments: { VERSION: '2.0.0' },
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:86f0b811c2a154f281f025c2711e2a548b401d63f05e7c10ca6911ea1e946667 in / ',
      ),
      empty('/bin/sh -c #(nop) CMD ["/bin/sh"]', 'FROM 21c0e582dae4'),
      empty('/bin/sh -c #(nop) ARG VERSION', 'FROM railgate.test/base:1'),
      empty('/bin/sh -c #(nop) ARG VERSION', 'FROM f5b5e03af2e3'),
      empty('/bin/sh -c #(nop) ENV APP_VERSION=${VERSION} DATA_DIR=/srv/$VERSION', 'FROM 905df63d9d82'),
      empty('/bin/sh -c #(nop) env LEGACY old style value', 'FROM cbc5cdda2551'),
      empty('/bin/sh -c #(nop) WORKDIR srv', 'FROM a97ec79b8e89'),
      empty('/bin/sh -c #(nop) WORKDIR ${VERSION}', 'FROM 27e29334e1f6'),
      layer(
        '/bin/sh -c #(nop) COPY multi:d4b5bd8fe342c87cd759cd46888cb009262c92b51d6cce781935a13476375952 in ./ ',
        'FROM 2b344d67e353',
      ),
      layer('|1 VERSION=2.0.0 /bin/sh -c echo one   && echo two > /two', 'FROM e5e3120eaedc'),
      layer('|1 VERSION=2.0.0 /bin/sh -c echo\ttabs > /tabs', 'FROM 141f94898545'),
      empty('/bin/sh -c #(nop) SHELL ["/bin/sh", "-e", "-c"]', 'FROM 8fcb093b4212'),
      layer('|1 VERSION=2.0.0 /bin/sh -c echo "other shell" > /other', 'FROM 03ecc0533850'),
      empty('/bin/sh -c #(nop) ONBUILD RUN echo later', 'FROM b582ccdb3bb2'),
      empty('/bin/sh -c #(nop) MAINTAINER Nobody <nobody@example.com>', 'FROM 5f31d704701e'),
      empty('/bin/sh -c #(nop) HEALTHCHECK NONE', 'FROM 818a37d20145'),
      empty('/bin/sh -c #(nop) CMD ["/bin/sh", "-c", "echo \\"quoted\\""]', 'FROM 4bad60043c72'),
    ],
  },
  {
    builder: 'buildah',
    version: 'Podman 4.3.1',
    dockerfile: BUILT_DOCKERFILES.mounts,
    buildArguments: { VERSION: '2.0.0' },
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:86f0b811c2a154f281f025c2711e2a548b401d63f05e7c10ca6911ea1e946667 in / ',
      ),
      empty('/bin/sh -c #(nop) CMD ["/bin/sh"]', 'FROM 21c0e582dae4'),
      layer('/bin/sh -c echo tool > /tool', 'FROM railgate.test/base:1'),
      layer(
        '/bin/sh -c #(nop) COPY file:b2517bb82fb3c212a24b76251e394e083f5b1c573df5c330075ac0fb8676cf48 in /opt/extra.txt ',
        'FROM 1d4db2338a38',
      ),
      layer('/bin/sh -c --mount=type=cache,target=/root/.cache echo cached > /cached', 'FROM 2d059761d15b'),
      layer(
        '/bin/sh -c #(nop) COPY file:c0657d01673c2d39968406f15e6da2c6984dfef9bedeb763b2b09c49dc14d5f8 in /opt/ ',
        'FROM 9f5ff7128ce3',
      ),
      empty('/bin/sh -c #(nop) USER nobody:nogroup', 'FROM 6272efef55f5'),
    ],
  },
  {
    builder: 'kaniko',
    // pkg/executor/build.go: an entry for each command that is not metadata, its text as the Dockerfile has it, author "kaniko".
    version: 'source',
    dockerfile: BUILT_DOCKERFILES.twoStages,
    buildArguments: {},
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:961cf73192a15bae004d9e9a7f4f1c6e5ab7b13cf18bb76c5f0303961b44f5ab in / ',
      ),
      empty('/bin/sh -c #(nop)  CMD ["/bin/sh"]'),
      layer('WORKDIR /app'),
      layer('COPY --from=build /src/result.txt ./'),
      layer('COPY --from=build --chown=1000:1000 /src /opt/'),
    ],
  },
];
