import { notASecret } from '../../judge/index.js';
import { baseName } from '../file-kind.js';
import type { Candidate, FileForm } from '../form.js';
import { linesOf, type Line } from '../lines.js';
import { classifyName } from '../names.js';

const CREDENTIAL =
  /^[ \t-]*(?<name>client-key-data|token|password|id-token|refresh-token|access-token|client-secret)[ \t]*:[ \t]*["']?(?<value>[^\s"'#]{4,20000})/d;

/** https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/ */
export const KUBECONFIG: FileForm = {
  id: 'kubeconfig',
  reads: (path) =>
    /kubeconfig|(?:^|\/)\.kube\/config|(?:^|\/)(?:super-)?admin\.conf$|(?:^|\/)kubelet\.conf$/i.test(path) &&
    !/\.(?:go|py|js|ts|rs|md|rb|java)$/i.test(path),
  needs: ['clusters', 'users'],
  *find(text) {
    for (const { text: line, at } of linesOf(text)) {
      const match = CREDENTIAL.exec(line);
      const value = match?.indices?.groups?.['value'];
      if (value)
        yield {
          kind: 'kubeconfig-credential',
          start: at + value[0],
          end: at + value[1],
          name: match.groups?.['name'] ?? '',
          trust: 'stored',
        };
    }
  },
};

const SECRET = /^[ \t-]*["']?kind["']?:[ \t]*["']?Secret["']?[ \t]*,?[ \t]*\r?$/m;
const BLOCK = /^(?<indent>[ \t]*)["']?(?<block>data|stringData)["']?[ \t]*:[ \t]*\{?[ \t]*$/;
const ENTRY =
  /^[ \t]+["']?(?<name>[\w.-]{1,120})["']?[ \t]*:[ \t]*["']?(?<value>[^\s"'#,]{4,20000})["']?[ \t]*,?[ \t]*(?:$|#)/d;

/**
 * https://kubernetes.io/docs/concepts/configuration/secret/: `data` is base64, which hides nothing; `stringData` is plain.
 * Alone, in a list, in a template, or in the JSON that kubectl writes.
 */
export const KUBERNETES_SECRET: FileForm = {
  id: 'kubernetes-secret',
  reads: (path) => /\.(?:ya?ml|json)$/i.test(path) && !/^kustomization/.test(baseName(path)),
  needs: ['Secret'],
  *find(text, path) {
    if (!SECRET.test(text)) return;
    let block: { readonly isEncoded: boolean; readonly indent: number } | undefined;
    for (const line of linesOf(text)) {
      const begins = BLOCK.exec(line.text)?.groups;
      if (begins) block = { isEncoded: begins['block'] === 'data', indent: begins['indent']?.length ?? 0 };
      else if (block && /\S/.test(line.text)) {
        if (line.text.search(/\S/) <= block.indent) block = undefined;
        else yield* entry(line, block.isEncoded, path);
      }
    }
  },
};

/** Of a registry: what `docker login` keeps. */
const PULLS = /^\.?docker(?:configjson|cfg)$/;

function* entry(line: Line, isEncoded: boolean, path: string): Generator<Candidate> {
  const match = ENTRY.exec(line.text);
  const at = match?.indices?.groups?.['value'];
  const { name = '', value = '' } = match?.groups ?? {};
  if (!at) return;
  const plain = isEncoded ? decoded(value) : value;
  const place = { start: line.at + at[0], end: line.at + at[1], name, trust: 'stored' } as const;
  if (PULLS.test(name) && plain !== undefined && /"(?:auth|password)"\s{0,8}:\s{0,8}"[^"$<{]/.test(plain))
    return yield { kind: 'docker-auth', ...place };
  if (classifyName(name) === undefined) return;
  if (plain === undefined || notASecret({ value: plain, name, path, line: line.text, trust: 'config' }))
    return;
  yield { kind: 'kubernetes-secret', ...place };
}

/** The text, if it is one. */
function decoded(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8').trim();
  return /^[\x20-\x7e\s]{1,4096}$/.test(text) ? text : undefined;
}
