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
  *find(text) {
    if (!text.includes('clusters') && !text.includes('users')) return;
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

const SECRET = /^kind:[ \t]*["']?Secret["']?[ \t]*$/m;
const BLOCK = /^(?<block>data|stringData)[ \t]*:[ \t]*$/;
const ENTRY =
  /^[ \t]+["']?(?<name>[\w.-]{1,120})["']?[ \t]*:[ \t]*["']?(?<value>[^\s"'#]{4,20000})["']?[ \t]*(?:$|#)/d;

/** https://kubernetes.io/docs/concepts/configuration/secret/: `data` is base64, which hides nothing; `stringData` is plain. */
export const KUBERNETES_SECRET: FileForm = {
  id: 'kubernetes-secret',
  reads: (path) => /\.ya?ml$/i.test(path) && !/^kustomization/.test(baseName(path)),
  *find(text, path) {
    if (!SECRET.test(text)) return;
    let block = '';
    for (const line of linesOf(text)) {
      if (/^\S/.test(line.text)) block = BLOCK.exec(line.text)?.groups?.['block'] ?? '';
      else if (block !== '') yield* entry(line, block === 'data', path);
    }
  },
};

function* entry(line: Line, isEncoded: boolean, path: string): Generator<Candidate> {
  const match = ENTRY.exec(line.text);
  const at = match?.indices?.groups?.['value'];
  const { name = '', value = '' } = match?.groups ?? {};
  if (!at || classifyName(name) === undefined) return;
  const plain = isEncoded ? decoded(value) : value;
  if (plain === undefined || notASecret({ value: plain, name, path, line: line.text, trust: 'config' }))
    return;
  yield { kind: 'kubernetes-secret', start: line.at + at[0], end: line.at + at[1], name, trust: 'stored' };
}

/** The text, if it is one. */
function decoded(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8').trim();
  return /^[\x20-\x7e]{1,4096}$/.test(text) ? text : undefined;
}
