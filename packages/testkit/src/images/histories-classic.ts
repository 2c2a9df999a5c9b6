import { BUILT_DOCKERFILES } from './built-dockerfiles.js';
import { empty, layer, type BuiltHistory } from './built-step.js';

/** Docker 20.10.24 with `DOCKER_BUILDKIT=0`. */
export const CLASSIC_HISTORIES: readonly BuiltHistory[] = [
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
];
