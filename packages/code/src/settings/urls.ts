import type { UrlUse } from '../facts.js';
import type { Value } from '../value.js';
import { connectionAddress } from './connection-string.js';
import { environmentName } from './placeholders.js';
import type { Setting } from './setting.js';
import type { SettingsValues } from './settings-values.js';

/**
 * Addresses in settings. The environment goes before each of them, `SPRING_DATASOURCE_URL` or `ConnectionStrings__Main`,
 * so that what is written is a fallback.
 */
export function urlsOf(settings: readonly Setting[], values: SettingsValues, isDotnet: boolean): UrlUse[] {
  return settings.flatMap((setting): UrlUse[] => {
    if (LISTENS.test(setting.key)) return [];
    const whole = isDotnet ? dotnetValue(setting) : values.of(setting);
    const { place, guard } = setting;
    const own = isDotnet ? setting.key.replaceAll(':', '__') : environmentName(setting.key);
    const [name, value] =
      whole.kind === 'env' && whole.fallback ? [whole.names[0], whole.fallback] : [own, whole];
    const address = withoutPrefix(value);
    if (!address) return [];
    return [{ place, guard, value: address, role: 'fallback', inBrowser: false, name }];
  });
}

/** What a server listens on is no address of somebody else; documentation and namespaces are none either. */
const LISTENS =
  /^(?:urls|kestrel:.*|.*(?:issuer|audience|jwk-?set-?uri|\$schema|allowedhosts|origins?|cors).*)$/i;

const SCHEME =
  /^(?:https?|wss?|rediss?|postgres(?:ql)?|mysql|mariadb|sqlserver|mongodb(?:\+srv)?|amqps?|nats|kafka):\/\//;

/** `jdbc:` in front says which library reads it. */
function withoutPrefix(value: Value): Value | undefined {
  if (value.kind === 'template') {
    const [first, ...rest] = value.parts;
    const plain = first && withoutPrefix(first);
    return plain && { ...value, parts: [plain, ...rest] };
  }
  if (value.kind !== 'literal' || typeof value.value !== 'string') return undefined;
  const text = value.value.replace(/^(?:jdbc|r2dbc(?::pool)?):/, '');
  return SCHEME.test(text) && !/[\s,]/.test(text)
    ? { ...value, value: text.split(';')[0] ?? text }
    : undefined;
}

function dotnetValue({ key, text, place }: Setting): Value {
  const isConnection = /^connectionstrings:|connection-?string$/i.test(key);
  return { kind: 'literal', value: (isConnection && connectionAddress(text)) || text, place };
}
