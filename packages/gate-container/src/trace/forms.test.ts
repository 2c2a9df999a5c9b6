import { describe, expect, it } from 'vitest';

import { dockerfile } from '../../test/trace/traced.js';
import { UNSHOWN } from './form-fit.js';
import { formOf } from './form.js';
import { readHistory } from './history-step.js';

/** Whether an instruction can have made an entry: 1, 0, or less than 1 where the entry says less. */
function fit(instruction: string, createdBy: string, comment = ''): number {
  const [first] = dockerfile(`FROM a\n${instruction}\n`).final.instructions;
  const [step] = readHistory([{ createdBy, comment, emptyLayer: false }]);
  if (!first || !step) throw new Error(instruction);
  return formOf(first, '\\').fits(step);
}

const HASH = 'f26712d186bfac8aef78d55fc8197bba3b8a4aa2645774edb8157100f3cf47e5';

describe('one instruction, one entry', () => {
  it.each([
    ['RUN npm ci', '/bin/sh -c npm ci'],
    ['RUN npm ci', '|2 A=1 B=two words /bin/sh -c npm ci'],
    ['RUN npm ci', 'RUN |1 PORT=3000 /bin/sh -c npm ci # buildkit'],
    ['RUN npm ci', 'RUN npm ci'],
    ['RUN --mount=type=cache,target=/root/.npm npm ci', 'RUN /bin/sh -c npm ci # buildkit'],
    [
      'RUN --mount=type=cache,target=/root/.npm npm ci',
      '/bin/sh -c --mount=type=cache,target=/root/.npm npm ci',
    ],
    ['RUN ["npm", "ci"]', 'RUN |1 A=b npm ci # buildkit'],
    ['RUN ["npm", "ci"]', '|1 A=b /bin/sh -c ["npm", "ci"]'],
    ['RUN echo a \\\n  # said why\n  && echo b', '/bin/sh -c echo a   && echo b'],
    ['RUN <<EOF\nset -e\napt-get update\nEOF', 'RUN /bin/sh -c set -e\napt-get update\n # buildkit'],
    ['RUN <<EOF\napt-get update\nrm -r /x\nEOF', 'RUN /bin/sh -c <<EOF (apt-get update...)'],
    ['RUN <<EOF\n#!/usr/bin/env python\nprint(1)\nEOF', 'RUN /bin/sh -c /dev/pipes/EOF # buildkit'],
    [
      'RUN cat <<A > /a && cat <<B > /b\n# one\nA\ntwo\nB',
      'RUN /bin/sh -c cat <<A > /a && cat <<B > /b\n# one\nA\ntwo\nB # buildkit',
    ],
    ['COPY a b /c/', 'COPY a b /c/ # buildkit'],
    ['COPY --link --chown=node:node --from=build /out ./', 'COPY --chown=node:node /out ./ # buildkit'],
    ['COPY --from=build /out ./', 'COPY --from=build /out ./'],
    ['COPY ["a b", "/c/"]', 'COPY a b /c/ # buildkit'],
    ['COPY app-${VERSION}.jar /app.jar', 'COPY app-1.2.jar /app.jar # buildkit'],
    ['COPY <<-"EOF" /etc/motd\nhello\nEOF', 'COPY <<EOF /etc/motd # buildkit'],
    ['ADD https://example.test/x.tgz /opt/', 'ADD https://example.test/x.tgz /opt/ # buildkit'],
    ['ENV A=1 B="two words"', '/bin/sh -c #(nop)  ENV A=1 B=two words'],
    ['ENV A 1 and more', 'ENV A=1 and more'],
    ['ENV PATH=/opt/bin:$PATH', 'ENV PATH=/opt/bin:/usr/bin:/bin'],
    ['ENV A=${B:-${C:-d}}', 'ENV A=x'],
    ['LABEL a="b c" d=e', 'LABEL a=b c d=e'],
    ['LABEL maintainer me', 'LABEL maintainer=me'],
    ['ARG A=1', 'ARG A=1'],
    ['EXPOSE 3000', 'EXPOSE map[3000/tcp:{} 80/tcp:{}]'],
    ['EXPOSE 8000-8002 53/UDP', 'EXPOSE [8000/tcp 8001/tcp 8002/tcp 53/udp]'],
    ['EXPOSE $PORT', 'EXPOSE [3000/tcp]'],
    ['WORKDIR /app/', 'WORKDIR /app'],
    ['WORKDIR sub', 'WORKDIR /app/sub'],
    ['WORKDIR "/a b"', 'WORKDIR /a b'],
    ['USER ${UID}:${GID}', 'USER 1000:1000'],
    ['VOLUME ["/a", "/b"]', 'VOLUME [/a /b]'],
    ['VOLUME /a /b', '/bin/sh -c #(nop) VOLUME /a /b'],
    ['CMD node server.js', 'CMD ["/bin/sh" "-c" "node server.js"]'],
    ['CMD ["sh", "-c", "echo \\"a\\"\\tb"]', 'CMD ["sh" "-c" "echo \\"a\\"\\tb"]'],
    [
      'HEALTHCHECK --interval=5s CMD curl -f localhost',
      'HEALTHCHECK &{["CMD-SHELL" "curl -f localhost"] "5s" "0s" "0s" \'\\x00\'}',
    ],
    [
      'HEALTHCHECK CMD ["curl", "-f", "localhost"]',
      'HEALTHCHECK {Test:[CMD curl -f localhost] Interval:0s Retries:0}',
    ],
    ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]', 'SHELL [/bin/bash -o pipefail -c]'],
    ['STOPSIGNAL SIGQUIT', 'STOPSIGNAL SIGQUIT'],
  ])('%j made %j', (instruction, createdBy) => {
    expect(fit(instruction, createdBy)).toBeGreaterThan(0.1);
  });

  it.each([
    ['RUN npm ci', '/bin/sh -c cd app && npm ci'],
    ['RUN npm ci', 'RUN |1 A=b /bin/sh -c sh -c x /bin/sh -c npm ci # buildkit'],
    ['RUN npm ci', 'COPY npm ci # buildkit'],
    ['RUN ["npm", "ci"]', '|1 A=b /bin/sh -c npm ci'],
    ['COPY a /c/', 'COPY b /c/ # buildkit'],
    ['COPY a b /c/', `/bin/sh -c #(nop) COPY file:${HASH} in /c/ `],
    ['COPY a /c', `/bin/sh -c #(nop) COPY multi:${HASH} in /c `],
    ['COPY a /c', `/bin/sh -c #(nop) COPY file:${HASH} in /d `],
    ['ADD a /c', 'COPY a /c # buildkit'],
    ['ENV A=1', 'ENV A=12'],
    ['ENV A=$B-c', 'ENV A=x-d'],
    ['ARG A', 'ARG AB=1'],
    ['EXPOSE 3000', 'EXPOSE map[80/tcp:{}]'],
    ['WORKDIR /app', 'WORKDIR /srv/app'],
    ['WORKDIR app', 'WORKDIR /my-app'],
    ['USER node', 'USER nodes'],
    ['CMD ["node"]', 'CMD ["/bin/sh" "-c" "node"]'],
    ['CMD node', 'ENTRYPOINT ["/bin/sh" "-c" "node"]'],
    ['HEALTHCHECK NONE', 'HEALTHCHECK &{["CMD-SHELL" "true"] "0s" "0s" "0s" \'\\x00\'}'],
  ])('%j did not make %j', (instruction, createdBy) => {
    expect(fit(instruction, createdBy)).toBe(0);
  });

  it('knows a copy by its destination alone where the builder hashes the rest', () => {
    expect(fit('COPY --chown=0:0 a /c', `/bin/sh -c #(nop) COPY --chown=0:0file:${HASH} in /c `)).toBeCloseTo(
      2 / 3,
    );
    expect(fit('ADD https://example.test/x /opt/', `/bin/sh -c #(nop) ADD ${HASH} in /opt/ `)).toBeCloseTo(
      5 / 27,
    );
    expect(fit('COPY everything .', `/bin/sh -c #(nop) COPY dir:${HASH} in . `)).toBeCloseTo(1 / 11);
    expect(fit('COPY everything ${HERE}', `/bin/sh -c #(nop) COPY dir:${HASH} in /x `)).toBe(UNSHOWN);
  });

  it('takes an argument that was given another value', () => {
    expect(fit('ARG A=1', 'ARG A=2')).toBeCloseTo(1 / 3);
    expect(fit('ARG A=1 B', '/bin/sh -c #(nop) ARG B A', 'FROM 0123456789ab')).toBe(UNSHOWN);
  });
});
