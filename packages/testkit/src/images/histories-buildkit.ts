import { BUILT_DOCKERFILES } from './built-dockerfiles.js';
import { empty, layer, type BuiltHistory } from './built-step.js';

/** BuildKit says so at each of its own entries. */
const BUILDKIT = 'buildkit.dockerfile.v0';

/** Docker 20.10.24 with `DOCKER_BUILDKIT=1`, on a base image of the classic builder. */
export const BUILDKIT_HISTORIES: readonly BuiltHistory[] = [
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
      empty(
        'HEALTHCHECK {Test:[CMD-SHELL wget -q http://localhost:3000/ || exit 1] Interval:30s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}',
        BUILDKIT,
      ),
    ],
  },
];
