import { defineFormat } from '../format.js';
import { beside, token } from './form.js';
import { BASE62, BASE64, BASE64_URL, HEX, leastEntropy, type Part } from './pattern-parts.js';

const SHARED_ACCESS = 'https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-sas';

/** Thirty-two bytes in base64. */
const KEY_32: readonly Part[] = [[BASE64, 42], ['AEIMQUYcgkosw048', 1], '='];

export const AZURE_SERVICES = [
  defineFormat({
    id: 'azure-service-bus-key',
    title: 'Azure Service Bus, Event Hubs or Relay shared access key',
    grants: 'It sends, receives or manages messages of the namespace, as its policy says.',
    revoke: {
      steps:
        'Regenerate the key of the shared access policy, then move senders and receivers to the other one.',
      url: SHARED_ACCESS,
    },
    severity: 'high',
    precision: 'very-high',
    references: [SHARED_ACCESS],
    ...beside(
      ['shared_access_key', 'service_bus_key', 'event_hub_key', 'eventhub_key', 'iothub_key'],
      KEY_32,
      {
        named: [],
      },
    ),
    hits: (samples) => [
      {
        text: `Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${samples.of(BASE64, 42)}A=\n`,
      },
      { text: `"EVENTHUB_KEY": "${samples.of(BASE64, 42)}Q="\n` },
      { text: `HostName=x.azure-devices.net;DeviceId=a;SharedAccessKey=${samples.of(BASE64, 42)}8=\n` },
    ],
  }),
  defineFormat({
    id: 'azure-signalr-key',
    title: 'Azure SignalR, Web PubSub or Communication Services access key',
    grants: 'It connects, sends to every client, and signs tokens for them.',
    revoke: {
      steps: 'Regenerate the key of the resource, then move the application to the other one.',
      url: 'https://learn.microsoft.com/en-us/azure/azure-signalr/signalr-howto-key-rotation',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/en-us/azure/azure-signalr/concept-connection-string'],
    keywords: ['.signalr.net', '.webpubsub.azure.com', '.communication.azure.com'],
    pattern: new RegExp(
      `\\.(?:signalr\\.net|webpubsub\\.azure\\.com|communication\\.azure\\.com)[/:\\d]{0,8};[aA]ccess[kK]ey=(?<secret>[A-Za-z0-9]{84}|[${BASE64}]{43}=|[${BASE64}]{86}==)(?![${BASE64}=])`,
    ),
    window: { before: 0, after: 150 },
    entropy: leastEntropy(KEY_32),
    hits: (samples) => [
      { text: `Endpoint=https://x.service.signalr.net;AccessKey=${samples.of(BASE64, 43)}=;Version=1.0;\n` },
      { text: `endpoint=https://x.communication.azure.com/;accesskey=${samples.of(BASE64, 86)}==\n` },
    ],
    misses: (samples) => [
      { text: `Endpoint=https://x.service.signalr.net;AccessKey=${samples.of(BASE64, 40)};Version=1.0;\n` },
      { text: `Endpoint=https://x.service.signalr.net;AuthType=azure;Version=${samples.of(BASE64, 43)}=\n` },
    ],
  }),
  defineFormat({
    id: 'azure-app-configuration-secret',
    title: 'Azure App Configuration access key',
    grants: 'It reads (or writes) every setting of the store, and so what applications are configured with.',
    revoke: {
      steps: 'Regenerate the access key of the store, then move the applications to the other one.',
      url: 'https://learn.microsoft.com/en-us/azure/azure-app-configuration/howto-disable-access-key-authentication',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/en-us/azure/azure-app-configuration/overview'],
    keywords: ['.azconfig.io'],
    pattern:
      /\.azconfig\.io;Id=[A-Za-z0-9+/:-]{4,48};Secret=(?<secret>[A-Za-z0-9]{84}|[A-Za-z0-9+/]{36,52}={0,2})(?![A-Za-z0-9+/=])/,
    window: { before: 0, after: 164 },
    entropy: 3.5,
    hits: (samples) => [
      {
        text: `Endpoint=https://x.azconfig.io;Id=${samples.of(BASE62, 4)}-l0-s0:${samples.of(BASE64, 20)};Secret=${samples.of(BASE64, 43)}=\n`,
      },
      {
        text: `"Endpoint=https://x.azconfig.io;Id=${samples.of(BASE62, 4)};Secret=${samples.of(BASE62, 84)}"\n`,
      },
    ],
    misses: (samples) => [
      {
        text: `Endpoint=https://x.azconfig.io;Id=${samples.of(BASE62, 4)};Secret=${samples.of(BASE64, 20)}\n`,
      },
      {
        text: `Endpoint=https://x.azconfig.io;Id=${samples.of(BASE62, 4)};Version=${samples.of(BASE64, 43)}=\n`,
      },
    ],
  }),
  defineFormat({
    id: 'azure-container-registry-password',
    title: 'Azure Container Registry password',
    grants: 'It pulls and (with the admin user) pushes every image of the registry.',
    revoke: {
      steps: 'Regenerate the password under Access keys or of the token, then log in anew.',
      url: 'https://learn.microsoft.com/en-us/azure/container-registry/container-registry-authentication#admin-account',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [
      'https://learn.microsoft.com/en-us/azure/container-registry/container-registry-authentication',
    ],
    ...token([[BASE64, 42], '+ACR', ['A-D', 1], [BASE64, 5]], { keywords: ['+ACR'] }),
    window: { before: 46, after: 16 },
  }),
  defineFormat({
    id: 'azure-search-admin-key',
    title: 'Azure AI Search key',
    grants: 'An admin key reads, writes and deletes every index; a query key reads them.',
    revoke: {
      steps: 'Regenerate the admin key, or delete the query key, under Settings → Keys.',
      url: 'https://learn.microsoft.com/en-us/azure/search/search-security-api-keys',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/en-us/azure/search/search-security-api-keys'],
    ...token([[BASE62, 42], 'AzSe', ['A-D', 1], [BASE62, 5]], { keywords: ['AzSe'] }),
    window: { before: 46, after: 14 },
  }),
  defineFormat({
    id: 'azure-functions-key',
    title: 'Azure Functions key',
    grants: 'It calls the function, and as a host or master key all of them and the runtime itself.',
    revoke: {
      steps: 'Renew the key under Functions → App keys, then give the callers the new one.',
      url: 'https://learn.microsoft.com/en-us/azure/azure-functions/function-keys-how-to',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/en-us/azure/azure-functions/function-keys-how-to'],
    ...token([[BASE64_URL, 44], 'AzFu', [BASE64_URL, 5], ['AQgw', 1], '=='], { keywords: ['AzFu'] }),
    window: { before: 48, after: 16 },
  }),
  defineFormat({
    id: 'azure-redis-key',
    title: 'Azure Cache for Redis access key',
    grants: 'It reads and writes everything in the cache.',
    revoke: {
      steps: 'Regenerate the key under Access keys, then move the application to the other one.',
      url: 'https://learn.microsoft.com/en-us/azure/azure-cache-for-redis/cache-configure#access-keys',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/en-us/azure/azure-cache-for-redis/cache-configure'],
    ...token([[BASE64, 33], 'AzCa', ['A-P', 1], [BASE64, 5], '='], { keywords: ['AzCa'] }),
    window: { before: 38, after: 14 },
  }),
  defineFormat({
    id: 'azure-ai-services-key',
    title: 'Azure AI services key (Azure OpenAI, Speech, Vision)',
    grants: 'It calls every model and service of the resource at the cost of the subscription.',
    revoke: {
      steps: 'Regenerate the key under Keys and Endpoint, then move the application to the other one.',
      url: 'https://learn.microsoft.com/en-us/azure/ai-services/rotate-keys',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/en-us/azure/ai-services/authentication'],
    ...token([[BASE62, 52], 'JQQJ9', [BASE62, 27]], { keywords: ['JQQJ9'] }),
    window: { before: 56, after: 36 },
  }),
  defineFormat({
    id: 'azure-ai-services-key-legacy',
    title: 'Azure AI services key of 32 hexadecimal digits',
    grants: 'It calls every model and service of the resource at the cost of the subscription.',
    revoke: {
      steps: 'Regenerate the key under Keys and Endpoint, then move the application to the other one.',
      url: 'https://learn.microsoft.com/en-us/azure/ai-services/rotate-keys',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://learn.microsoft.com/en-us/azure/ai-services/authentication'],
    ...beside(
      [
        'azure_openai',
        'azure_open_ai',
        'azure_speech',
        'azure_vision',
        'azure_search',
        'cognitive',
        'ocp_apim',
      ],
      [[HEX, 32]],
      { keywords: ['azure', 'cognitive', 'ocp-apim'], named: ['key', 'secret'] },
    ),
  }),
];
