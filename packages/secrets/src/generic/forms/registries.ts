import { baseName } from '../file-kind.js';
import type { FileForm } from '../form.js';
import { linesOf } from '../lines.js';

function formOf(id: string, kind: string, reads: FileForm['reads'], pattern: RegExp): FileForm {
  return {
    id,
    reads,
    *find(text) {
      for (const { text: line, at } of linesOf(text)) {
        if (/^\s*[#;]/.test(line)) continue;
        for (const match of line.matchAll(pattern)) {
          const [start, end] = match.indices?.groups?.['value'] ?? [0, 0];
          yield {
            kind,
            start: at + start,
            end: at + end,
            name: match.groups?.['name'] ?? '',
            trust: 'stored',
          };
        }
      }
    },
  };
}

const isNamed = (names: RegExp) => (path: string) => names.test(baseName(path));

/** https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration */
export const NPMRC = formOf(
  'npmrc',
  'npmrc-auth',
  isNamed(/^\.?npmrc$|\.npmrc$/),
  /(?<name>_auth|_authToken|_password)[ \t]*=[ \t]*["']?(?<value>[^\s"']{4,2000})/dg,
);

/** https://yarnpkg.com/configuration/yarnrc#npmAuthToken */
export const YARNRC = formOf(
  'yarnrc',
  'npmrc-auth',
  isNamed(/^\.yarnrc(?:\.yml)?$/),
  /(?<name>npmAuthToken|npmAuthIdent|_authToken|_auth|_password)"?[ \t]*:?[ \t]+["']?(?<value>[^\s"']{4,2000})/dg,
);

/** .pypirc, pip.conf, poetry's auth.toml, RubyGems' and Cargo's credentials, hub and gh. */
export const REGISTRIES = formOf(
  'registry-credentials',
  'package-registry-credential',
  (path) =>
    isNamed(/^\.?(?:pypirc|hex\.config|hub)$/)(path) ||
    /\.(?:gem|cargo|bundle|config\/pypoetry)\/(?:credentials|auth|config)(?:\.toml)?$/.test(path),
  /(?<name>password|token|oauth_token|api_key|rubygems_api_key)["']?[ \t]*[:=][ \t]*["']?(?<value>[^\s"'#]{4,2000})/dg,
);

/** https://docs.codecov.com/docs/codecovyml-reference: a UUID, which elsewhere is no secret by itself. */
export const CODECOV = formOf(
  'codecov',
  'codecov-upload-token',
  isNamed(/^\.?codecov\.ya?ml$/i),
  /^[ \t]{0,40}(?<name>token):[ \t]{1,8}["']?(?<value>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/dg,
);

/** https://docs.docker.com/reference/cli/docker/login/#default-behavior: base64 of `user:password`. */
export const DOCKER: FileForm = {
  id: 'docker-auth',
  reads: (path) =>
    /(?:^|\/)\.?docker(?:cfg|configjson|config\.json)$|docker\/config\.json$/i.test(path) ||
    baseName(path) === 'config.json',
  *find(text, path) {
    if (baseName(path) === 'config.json' && !text.includes('"auths"')) return;
    for (const match of text.matchAll(
      /"(?<name>auth|identitytoken|registrytoken)"[ \t]{0,8}:[ \t]{0,8}"(?<value>[A-Za-z0-9+/=_.-]{6,4000})"/dg,
    )) {
      const [start, end] = match.indices?.groups?.['value'] ?? [0, 0];
      const { name = '', value = '' } = match.groups ?? {};
      const isPair = Buffer.from(value, 'base64').toString('latin1').includes(':');
      if (name !== 'auth' || isPair) yield { kind: 'docker-auth', start, end, name, trust: 'stored' };
    }
  },
};
