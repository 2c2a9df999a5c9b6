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
HEALTHCHECK --interval=30s CMD wget -q http://localhost:3000/ || exit 1
`,
} as const;
