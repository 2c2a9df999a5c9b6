/** One entry of an image's history, as its configuration holds it. */
export interface BuiltStep {
  readonly createdBy: string;
  readonly comment?: string;
  /** It made no layer. */
  readonly emptyLayer: boolean;
}

/** What a builder made of a Dockerfile. */
export interface BuiltHistory {
  readonly builder: 'classic' | 'buildkit' | 'buildah' | 'kaniko';
  /** Program and version; "source" where nothing was run: the entries follow the builder's source. */
  readonly version: string;
  readonly dockerfile: string;
  /** `--build-arg` of the build. */
  readonly buildArguments: Readonly<Record<string, string>>;
  /** The base image's entries are the first two. */
  readonly history: readonly BuiltStep[];
}

/** How many entries of each history are of `railgate.test/base:1`, whose Dockerfile is `ADD rootfs.tar /` and `CMD`. */
export const BASE_STEPS = 2;

/** The Dockerfiles that were built. */
export const BUILT_DOCKERFILES = {
  everyInstruction: `ARG PORT=3000
FROM railgate.test/base:1
LABEL org.opencontainers.image.title=sample
ARG PORT
WORKDIR /app
ENV NODE_ENV=production GREETING="two words"
COPY . .
COPY --chown=1000:1000 package.json package.json.d/
ADD extra.txt /opt/
RUN echo installed > installed.txt && \\
    echo "port $PORT"
RUN ["/bin/sh", "-c", "echo exec > /exec"]
USER 1000
EXPOSE \${PORT}
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s CMD wget -q http://localhost:3000/ || exit 1
ENTRYPOINT ["/bin/sh"]
CMD echo started
`,
  twoStages: `FROM railgate.test/base:1 AS build
WORKDIR /src
COPY src .
RUN echo built > result.txt

FROM railgate.test/base:1
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /src/result.txt ./
COPY --from=build --chown=1000:1000 /src /opt/
USER 1000
CMD ["/bin/sh"]
`,
  rareForms: `# Forms that are rarer.
FROM railgate.test/base:1
ARG VERSION=1.2.3
ARG EMPTY
ENV APP_VERSION=\${VERSION} DATA_DIR=/srv/$VERSION
env LEGACY old style value
WORKDIR srv
WORKDIR \${VERSION}
copy ["package.json", "extra.txt", "./"]
RUN echo one \\
  # a comment in between
  && echo two > /two
run	echo	tabs > /tabs
SHELL ["/bin/sh", "-e", "-c"]
RUN echo "other shell" > /other
ONBUILD RUN echo later
MAINTAINER Nobody <nobody@example.com>
HEALTHCHECK NONE
CMD ["/bin/sh", "-c", "echo \\"quoted\\""]
`,
  mounts: `FROM railgate.test/base:1 AS tools
RUN echo tool > /tool

FROM railgate.test/base:1 AS unused
RUN echo never > /never

FROM tools AS final
COPY --chmod=755 extra.txt /opt/extra.txt
RUN --mount=type=cache,target=/root/.cache echo cached > /cached
COPY --from=railgate.test/base:1 /etc/os-release /opt/
USER nobody:nogroup
`,
  /** Heredocs need a BuildKit of 2022 or later. */
  heredocs: `FROM railgate.test/base:1
RUN <<EOF
echo one > /one
echo two > /two
EOF
COPY <<settings.json /opt/
{}
settings.json
ARG PORT=3000
COPY --from=railgate.test/base:1 --chown=1000:1000 --chmod=755 /etc/os-release /opt/
EXPOSE \${PORT} 9229/udp
`,
} as const;

const layer = (createdBy: string, comment?: string): BuiltStep => ({
  createdBy,
  ...(comment === undefined ? {} : { comment }),
  emptyLayer: false,
});
const empty = (createdBy: string, comment?: string): BuiltStep => ({
  ...layer(createdBy, comment),
  emptyLayer: true,
});
/** BuildKit says so at each of its own entries. */
const BUILDKIT = 'buildkit.dockerfile.v0';

/**
 * Histories that real builders wrote, each beside its Dockerfile: Docker 20.10.24's classic builder and BuildKit, Podman 4.3.1
 * (Buildah 1.28.2). The base image is the classic builder's, Podman's own for Podman.
 */
export const BUILT_HISTORIES: readonly BuiltHistory[] = [
  {
    builder: 'classic',
    version: 'Docker 20.10.24',
    dockerfile: BUILT_DOCKERFILES.everyInstruction,
    buildArguments: {},
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:961cf73192a15bae004d9e9a7f4f1c6e5ab7b13cf18bb76c5f0303961b44f5ab in / ',
      ),
      empty('/bin/sh -c #(nop)  CMD ["/bin/sh"]'),
      empty('/bin/sh -c #(nop)  LABEL org.opencontainers.image.title=sample'),
      empty('/bin/sh -c #(nop)  ARG PORT'),
      layer('/bin/sh -c #(nop) WORKDIR /app'),
      empty('/bin/sh -c #(nop)  ENV NODE_ENV=production GREETING=two words'),
      layer(
        '/bin/sh -c #(nop) COPY dir:e9ea35d107f0852945b4af0932c9d162b2bfe401a735e985842d7c7f932cfe03 in . ',
      ),
      layer(
        '/bin/sh -c #(nop) COPY --chown=1000:1000file:881c17efd51167575113cf1a4d26f1c4d50f9e75a9f31bdfc369f8af2e11e486 in package.json.d/ ',
      ),
      layer(
        '/bin/sh -c #(nop) ADD file:d5ee1bb6359be0a39eb45929757fa6b3d3bc6a48da7d377d418ffe8d670c5719 in /opt/ ',
      ),
      layer('|1 PORT=3000 /bin/sh -c echo installed > installed.txt &&     echo "port $PORT"'),
      layer('|1 PORT=3000 /bin/sh -c echo exec > /exec'),
      empty('/bin/sh -c #(nop)  USER 1000'),
      empty('/bin/sh -c #(nop)  EXPOSE 3000'),
      empty('/bin/sh -c #(nop)  VOLUME [/data]'),
      empty('/bin/sh -c #(nop)  STOPSIGNAL SIGTERM'),
      empty(
        '/bin/sh -c #(nop)  HEALTHCHECK &{["CMD-SHELL" "wget -q http://localhost:3000/ || exit 1"] "30s" "0s" "0s" \'\\x00\'}',
      ),
      empty('/bin/sh -c #(nop)  ENTRYPOINT ["/bin/sh"]'),
      empty('/bin/sh -c #(nop)  CMD ["/bin/sh" "-c" "echo started"]'),
    ],
  },
  {
    builder: 'classic',
    version: 'Docker 20.10.24',
    dockerfile: BUILT_DOCKERFILES.twoStages,
    buildArguments: {},
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:961cf73192a15bae004d9e9a7f4f1c6e5ab7b13cf18bb76c5f0303961b44f5ab in / ',
      ),
      empty('/bin/sh -c #(nop)  CMD ["/bin/sh"]'),
      empty('/bin/sh -c #(nop)  ENV NODE_ENV=production'),
      layer('/bin/sh -c #(nop) WORKDIR /app'),
      layer(
        '/bin/sh -c #(nop) COPY file:f2bedea994e5228fa37fb2d1810a82c673ed8af2a0b7de6034e76d8ae4084b95 in ./ ',
      ),
      layer(
        '/bin/sh -c #(nop) COPY --chown=1000:1000dir:dd674773becb9a3c7126598be68753b365bb154a9246545a6aa090ece7ba0d5e in /opt/ ',
      ),
      empty('/bin/sh -c #(nop)  USER 1000'),
      empty('/bin/sh -c #(nop)  CMD ["/bin/sh"]'),
    ],
  },
  {
    builder: 'classic',
    version: 'Docker 20.10.24',
    dockerfile: BUILT_DOCKERFILES.rareForms,
    buildArguments: { VERSION: '2.0.0' },
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:961cf73192a15bae004d9e9a7f4f1c6e5ab7b13cf18bb76c5f0303961b44f5ab in / ',
      ),
      empty('/bin/sh -c #(nop)  CMD ["/bin/sh"]'),
      empty('/bin/sh -c #(nop)  ARG VERSION=1.2.3'),
      empty('/bin/sh -c #(nop)  ARG EMPTY'),
      empty('/bin/sh -c #(nop)  ENV APP_VERSION=2.0.0 DATA_DIR=/srv/2.0.0'),
      empty('/bin/sh -c #(nop)  ENV LEGACY=old style value'),
      layer('/bin/sh -c #(nop) WORKDIR /srv'),
      layer('/bin/sh -c #(nop) WORKDIR /srv/2.0.0'),
      layer(
        '/bin/sh -c #(nop) COPY multi:5fdf861fa3de2a03fd0e9312774cb7fec796b4d1576bd561f79619bf3de534b7 in ./ ',
      ),
      layer('|1 VERSION=2.0.0 /bin/sh -c echo one   && echo two > /two'),
      layer('|1 VERSION=2.0.0 /bin/sh -c echo\ttabs > /tabs'),
      empty('/bin/sh -e -c #(nop)  SHELL [/bin/sh -e -c]'),
      layer('|1 VERSION=2.0.0 /bin/sh -e -c echo "other shell" > /other'),
      empty('/bin/sh -e -c #(nop)  ONBUILD RUN echo later'),
      empty('/bin/sh -e -c #(nop)  MAINTAINER Nobody <nobody@example.com>'),
      empty('/bin/sh -e -c #(nop)  HEALTHCHECK &{["NONE"] "0s" "0s" "0s" \'\\x00\'}'),
      empty('/bin/sh -e -c #(nop)  CMD ["/bin/sh" "-c" "echo \\"quoted\\""]'),
    ],
  },
  {
    builder: 'buildkit',
    version: 'Docker 20.10.24',
    dockerfile: BUILT_DOCKERFILES.everyInstruction,
    buildArguments: {},
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:961cf73192a15bae004d9e9a7f4f1c6e5ab7b13cf18bb76c5f0303961b44f5ab in / ',
      ),
      empty('/bin/sh -c #(nop)  CMD ["/bin/sh"]'),
      empty('LABEL org.opencontainers.image.title=sample', BUILDKIT),
      empty('ARG PORT', BUILDKIT),
      layer('WORKDIR /app', BUILDKIT),
      empty('ENV NODE_ENV=production GREETING=two words', BUILDKIT),
      layer('COPY . . # buildkit', BUILDKIT),
      layer('COPY package.json package.json.d/ # buildkit', BUILDKIT),
      layer('ADD extra.txt /opt/ # buildkit', BUILDKIT),
      layer(
        'RUN |1 PORT=3000 /bin/sh -c echo installed > installed.txt &&     echo "port $PORT" # buildkit',
        BUILDKIT,
      ),
      layer('RUN |1 PORT=3000 /bin/sh -c echo exec > /exec # buildkit', BUILDKIT),
      empty('USER 1000', BUILDKIT),
      empty('EXPOSE map[3000/tcp:{}]', BUILDKIT),
      empty('VOLUME [/data]', BUILDKIT),
      empty('STOPSIGNAL SIGTERM', BUILDKIT),
      empty(
        'HEALTHCHECK &{["CMD-SHELL" "wget -q http://localhost:3000/ || exit 1"] "30s" "0s" "0s" \'\\x00\'}',
        BUILDKIT,
      ),
      empty('ENTRYPOINT ["/bin/sh"]', BUILDKIT),
      empty('CMD ["/bin/sh" "-c" "echo started"]', BUILDKIT),
    ],
  },
  {
    builder: 'buildkit',
    version: 'Docker 20.10.24',
    dockerfile: BUILT_DOCKERFILES.twoStages,
    buildArguments: {},
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:961cf73192a15bae004d9e9a7f4f1c6e5ab7b13cf18bb76c5f0303961b44f5ab in / ',
      ),
      empty('/bin/sh -c #(nop)  CMD ["/bin/sh"]'),
      empty('ENV NODE_ENV=production', BUILDKIT),
      layer('WORKDIR /app', BUILDKIT),
      layer('COPY /src/result.txt ./ # buildkit', BUILDKIT),
      layer('COPY /src /opt/ # buildkit', BUILDKIT),
      empty('USER 1000', BUILDKIT),
      empty('CMD ["/bin/sh"]', BUILDKIT),
    ],
  },
  {
    builder: 'buildkit',
    version: 'Docker 20.10.24',
    dockerfile: BUILT_DOCKERFILES.rareForms,
    buildArguments: { VERSION: '2.0.0' },
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:961cf73192a15bae004d9e9a7f4f1c6e5ab7b13cf18bb76c5f0303961b44f5ab in / ',
      ),
      empty('/bin/sh -c #(nop)  CMD ["/bin/sh"]'),
      empty('ARG VERSION=1.2.3', BUILDKIT),
      empty('ARG EMPTY', BUILDKIT),
      empty('ENV APP_VERSION=2.0.0 DATA_DIR=/srv/2.0.0', BUILDKIT),
      empty('ENV LEGACY=old style value', BUILDKIT),
      layer('WORKDIR /srv', BUILDKIT),
      layer('WORKDIR /srv/2.0.0', BUILDKIT),
      layer('COPY package.json extra.txt ./ # buildkit', BUILDKIT),
      layer('RUN |2 VERSION=2.0.0 EMPTY= /bin/sh -c echo one   && echo two > /two # buildkit', BUILDKIT),
      layer('RUN |2 VERSION=2.0.0 EMPTY= /bin/sh -c echo\ttabs > /tabs # buildkit', BUILDKIT),
      empty('SHELL [/bin/sh -e -c]', BUILDKIT),
      layer('RUN |2 VERSION=2.0.0 EMPTY= /bin/sh -e -c echo "other shell" > /other # buildkit', BUILDKIT),
      empty('MAINTAINER Nobody <nobody@example.com>', BUILDKIT),
      empty('HEALTHCHECK &{["NONE"] "0s" "0s" "0s" \'\\x00\'}', BUILDKIT),
      empty('CMD ["/bin/sh" "-c" "echo \\"quoted\\""]', BUILDKIT),
    ],
  },
  {
    builder: 'buildkit',
    version: 'Docker 20.10.24',
    dockerfile: BUILT_DOCKERFILES.mounts,
    buildArguments: { VERSION: '2.0.0' },
    history: [
      layer(
        '/bin/sh -c #(nop) ADD file:961cf73192a15bae004d9e9a7f4f1c6e5ab7b13cf18bb76c5f0303961b44f5ab in / ',
      ),
      empty('/bin/sh -c #(nop)  CMD ["/bin/sh"]'),
      layer('RUN /bin/sh -c echo tool > /tool # buildkit', BUILDKIT),
      layer('COPY extra.txt /opt/extra.txt # buildkit', BUILDKIT),
      layer('RUN /bin/sh -c echo cached > /cached # buildkit', BUILDKIT),
      layer('COPY /etc/os-release /opt/ # buildkit', BUILDKIT),
      empty('USER nobody:nogroup', BUILDKIT),
    ],
  },
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
    builder: 'buildkit',
    // frontend/dockerfile/dockerfile2llb/{convert,convert_copy,convert_expose}.go of August 2026.
    version: 'source',
    dockerfile: BUILT_DOCKERFILES.heredocs,
    buildArguments: {},
    history: [
      layer('ADD rootfs.tar / # buildkit', BUILDKIT),
      empty('CMD ["/bin/sh"]', BUILDKIT),
      layer('RUN /bin/sh -c echo one > /one\necho two > /two\n # buildkit', BUILDKIT),
      layer('COPY <<settings.json /opt/ # buildkit', BUILDKIT),
      empty('ARG PORT=3000', BUILDKIT),
      layer('COPY --chown=1000:1000 --chmod=755 /etc/os-release /opt/ # buildkit', BUILDKIT),
      empty('EXPOSE [3000/tcp 9229/udp]', BUILDKIT),
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
