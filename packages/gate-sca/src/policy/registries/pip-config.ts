import { devNull } from 'node:os';
import { join } from 'node:path';

import type { Network } from '@railgate/kit';

import { ownFile, variable } from './own-file.js';
import { placeOf } from './place-of.js';
import type { Host, Place, Places } from './registry.js';

const USUAL = 'https://pypi.org/simple/';

/**
 * Where pip looks, by its variables and the files of its configuration (pip.pypa.io, "Configuration"): the index, then the extra ones.
 * The scanned repository has no say in it.
 */
export function pipPlaces(host: Host): Places {
  const config = readConfig(host);
  const network = networkOf(host, config);
  const indexes = [
    variable(host, 'PIP_INDEX_URL') ?? config.get('index-url') ?? USUAL,
    ...(variable(host, 'PIP_EXTRA_INDEX_URL') ?? config.get('extra-index-url') ?? '').split(/\s+/),
  ].filter((one) => one !== '');
  const [first, ...others] = indexes.flatMap((one): readonly Place[] | Place => placeOf(one, network) ?? []);
  if (isTrue(variable(host, 'PIP_NO_INDEX') ?? config.get('no-index')))
    return { why: "pip's configuration of this user allows no index." };
  return first ? [first, ...others] : { why: 'The index that pip is configured with is no address.' };
}

function networkOf(host: Host, config: ReadonlyMap<string, string>): Network | undefined {
  const proxy = variable(host, 'PIP_PROXY') ?? config.get('proxy');
  const file = variable(host, 'PIP_CERT') ?? config.get('cert');
  const certificates = file === undefined ? undefined : ownFile(host, file);
  if (proxy === undefined && certificates === undefined) return undefined;
  return {
    ...(proxy !== undefined && URL.canParse(proxy) && { httpProxy: proxy, httpsProxy: proxy }),
    ...(certificates !== undefined && { ca: certificates.match(PEM) ?? [] }),
  };
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]{1,100000}-----END CERTIFICATE-----/g;

/** The later one wins: of the machine, of the user, of the virtual environment, of `PIP_CONFIG_FILE`. */
function readConfig(host: Host): ReadonlyMap<string, string> {
  const named = variable(host, 'PIP_CONFIG_FILE');
  if (named === devNull) return new Map();
  const config = variable(host, 'XDG_CONFIG_HOME') ?? join(host.home, '.config');
  const environment = variable(host, 'VIRTUAL_ENV');
  const files = [
    '/etc/xdg/pip/pip.conf',
    '/etc/pip.conf',
    join(host.home, '.pip/pip.conf'),
    join(config, 'pip/pip.conf'),
    ...(environment === undefined ? [] : [join(environment, 'pip.conf')]),
    ...(named === undefined ? [] : [named]),
  ];
  return new Map(files.flatMap((file) => [...parseIni(ownFile(host, file) ?? '')]));
}

/** The sections that `pip install` reads: `[install]` counts more than `[global]`. Lines that are indented go on. */
function parseIni(text: string): ReadonlyMap<string, string> {
  const sections: Record<'global' | 'install', Map<string, string>> = {
    global: new Map(),
    install: new Map(),
  };
  let section: Map<string, string> | undefined;
  let last = '';
  for (const line of text.split(/\r?\n/)) {
    const [, name] = /^\[([^\]]{1,50})\]/.exec(line) ?? [];
    const [, key, value = ''] = /^([\w-]{1,50})\s{0,9}[=:](.{0,4000})$/.exec(line) ?? [];
    if (name !== undefined) section = name === 'global' || name === 'install' ? sections[name] : undefined;
    else if (key !== undefined) section?.set((last = key.replace(/_/g, '-')), value.trim());
    else if (/^\s+\S/.test(line)) section?.set(last, `${section.get(last) ?? ''} ${line.trim()}`.trim());
  }
  return new Map([...sections.global, ...sections.install]);
}

function isTrue(text: string | undefined): boolean {
  return /^(?:1|true|yes|on)$/i.test(text ?? '');
}
