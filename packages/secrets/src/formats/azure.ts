import { defineFormat } from '../format.js';
import { beside, token } from './form.js';
import { BASE62, BASE64, BASE64_URL, type Part } from './pattern-parts.js';

const ROTATE_ACCOUNT_KEY =
  'Move the application to the other of the two keys (or to Microsoft Entra ID), then regenerate this one.';

/** Sixty-four bytes in base64. */
const KEY_64: readonly Part[] = [[BASE64, 85], ['AQgw', 1], '=='];
/** The keys of the emulators of storage and Cosmos DB are documented, and the same for everybody. */
function isNoEmulator(value: string): boolean {
  return !value.startsWith('Eby8vdM02x') && !value.startsWith('C2y6yDjf5');
}

export const AZURE = [
  defineFormat({
    id: 'azure-storage-account-key',
    title: 'Azure storage account key',
    grants: 'It reads, writes and deletes everything in the storage account.',
    revoke: {
      steps: ROTATE_ACCOUNT_KEY,
      url: 'https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage#manually-rotate-access-keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [
      'https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string',
    ],
    ...beside(['account_key', 'azure_storage', 'storage_key', 'storage_access', 'storage_account'], KEY_64, {
      named: [],
      holds: isNoEmulator,
    }),
  }),
  defineFormat({
    id: 'azure-storage-identifiable-key',
    title: 'Azure storage, Batch or Cosmos DB key with a signature of its own',
    grants: 'It reads, writes and deletes everything in the account.',
    revoke: {
      steps: ROTATE_ACCOUNT_KEY,
      url: 'https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage#manually-rotate-access-keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://github.com/microsoft/security-utilities'],
    keywords: ['+ASt', 'ACDb', '+ABa'],
    pattern: new RegExp(
      `(?<![${BASE64}=_-])(?<secret>[${BASE64}]{76}(?:\\+ASt|ACDb|\\+ABa)[${BASE64}]{5}[AQgw]==)(?!=)`,
    ),
    window: { before: 80, after: 16 },
    entropy: 4,
    hits: (samples) => [
      { text: `key: ${samples.of(BASE64, 76)}+ASt${samples.of(BASE64, 5)}A==\n` },
      { text: `connect("${samples.of(BASE64, 76)}ACDb${samples.of(BASE64, 5)}Q==")\n` },
    ],
    misses: (samples) => [
      { text: `hash: ${samples.of(BASE64, 75)}+ASt${samples.of(BASE64, 5)}A==\n` },
      { text: `hash: ${samples.of(BASE64, 76)}+ASt${samples.of(BASE64, 5)}B==\n` },
    ],
  }),
  defineFormat({
    id: 'azure-cosmos-db-key',
    title: 'Azure Cosmos DB account key',
    grants: 'The primary or secondary key reads and writes every database of the account.',
    revoke: {
      steps: ROTATE_ACCOUNT_KEY,
      url: 'https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-rotate-keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/en-us/azure/cosmos-db/secure-access-to-data'],
    ...beside(['cosmos', 'documentdb'], KEY_64, { holds: isNoEmulator }),
  }),
  defineFormat({
    id: 'azure-sas-token',
    title: 'Azure shared access signature',
    grants: 'It does to the container, blob, queue or table what its permissions say, until it expires.',
    revoke: {
      steps:
        'Delete the stored access policy that it was made from, or regenerate the account key that signed it; a signature cannot be revoked alone.',
      url: 'https://learn.microsoft.com/en-us/azure/storage/common/storage-sas-overview#best-practices-when-using-sas',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/en-us/rest/api/storageservices/create-service-sas'],
    keywords: ['sig='],
    // The signature is 32 bytes in base64; the version of the service stands on either side of it, and so does the day on
    // which it ends: one that ended before the rules were written has ended for ever.
    pattern:
      /(?<=[?&;"'=\s](?:amp;)?)sig=(?<secret>(?:[A-Za-z0-9]|%2[BbFf]|[+/]){43}(?:%3[Dd]|=))(?![A-Za-z0-9%=])(?<![?&;](?:amp;)?se=20(?:1\d|2[0-5])-[^\s"'<>]{0,400})(?![^\s"'<>]{0,300}&(?:amp;)?se=20(?:1\d|2[0-5])-)(?:(?<=[?&;"'=\s]sv=20\d\d-\d\d-\d\d[^\s"'<>]{0,400})|(?=[^\s"'<>]{0,300}&(?:amp;)?sv=20\d\d-))/,
    window: { before: 400, after: 440 },
    entropy: 3.5,
    hits: (samples) => [
      {
        text: `?sv=2022-11-02&ss=b&srt=co&sp=rwdl&se=2030-01-01T00:00:00Z&sig=${samples.of(BASE62, 43)}%3D"\n`,
      },
      { text: `https://x.blob.core.windows.net/c?sp=r&sig=${samples.of(BASE62, 41)}%2Fa%3D&sv=2021-06-08\n` },
    ],
    misses: (samples) => [
      { text: `?sv=2022-11-02&sig=${samples.of(BASE62, 42)}%3D\n` },
      { text: `?version=2&sig=${samples.of(BASE62, 43)}%3D\n` },
      { text: `?se=2023-04-26T08%3A45%3A17Z&sp=r&sv=2021-08-06&sig=${samples.of(BASE62, 43)}%3D\n` },
      { text: `?sv=2021-08-06&sig=${samples.of(BASE62, 43)}%3D&se=2023-04-26\n` },
    ],
  }),
  defineFormat({
    id: 'azure-logic-app-url',
    title: 'Azure Logic Apps or Power Automate trigger URL',
    grants: 'Whoever holds the URL starts the workflow with data of their own.',
    revoke: {
      steps: 'Regenerate the access key of the workflow, then give its callers the new URL.',
      url: 'https://learn.microsoft.com/en-us/azure/logic-apps/logic-apps-securing-a-logic-app#regenerate-access-keys',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/en-us/azure/logic-apps/logic-apps-securing-a-logic-app'],
    keywords: ['sv=1.0&sig=', 'sv=1.0&amp;sig='],
    pattern: /sv=1\.0&(?:amp;)?sig=(?<secret>[A-Za-z0-9_-]{43})(?![A-Za-z0-9_%=-])/,
    window: { before: 0, after: 72 },
    entropy: 3.5,
    hits: (samples) => [
      { text: `/triggers/manual/run&sv=1.0&sig=${samples.of(BASE64_URL, 43)}"\n` },
      { text: `/paths/invoke?sp=%2Ftriggers&sv=1.0&amp;sig=${samples.of(BASE64_URL, 43)}</url>\n` },
    ],
    misses: (samples) => [
      { text: `&sv=1.0&sig=${samples.of(BASE64_URL, 42)}"\n` },
      { text: `&sv=2.0&sig=${samples.of(BASE64_URL, 43)}"\n` },
    ],
  }),
  defineFormat({
    id: 'azure-entra-client-secret',
    title: 'Microsoft Entra ID client secret',
    grants: 'It signs in as the application and does everything that was consented to it in the tenant.',
    revoke: {
      steps:
        'Add a new secret to the app registration, deploy it, then delete this one; look at its sign-in log.',
      url: 'https://learn.microsoft.com/en-us/entra/identity-platform/how-to-add-credentials',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/en-us/entra/identity-platform/how-to-add-credentials'],
    ...token([['A-Za-z0-9_.', 3], ['0-9', 1], 'Q~', ['A-Za-z0-9_.~-', 31, 34]], {
      keywords: Array.from({ length: 10 }, (_, digit) => `${digit}Q~`),
    }),
    window: { before: 10, after: 44 },
  }),
  defineFormat({
    id: 'azure-devops-pat',
    title: 'Azure DevOps personal access token',
    grants: 'It reads and writes code, pipelines and packages of the organisation as far as its scopes go.',
    revoke: {
      steps: 'Revoke the token under User settings → Personal access tokens.',
      url: 'https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [
      'https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
    ],
    ...token([[BASE62, 76], 'AZDO', [BASE62, 4]], { keywords: ['AZDO'] }),
    window: { before: 80, after: 12 },
  }),
  defineFormat({
    id: 'azure-devops-pat-legacy',
    title: 'Azure DevOps personal access token of before 2024',
    grants: 'It reads and writes code, pipelines and packages of the organisation as far as its scopes go.',
    revoke: {
      steps: 'Revoke the token under User settings → Personal access tokens.',
      url: 'https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
    },
    severity: 'critical',
    precision: 'high',
    references: [
      'https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
    ],
    ...beside(['azure_devops', 'azuredevops', 'ado_', 'azp_', 'vsts', 'tfs_', 'vsce'], [['a-z2-7', 52]], {
      keywords: ['azure', 'ado_', 'azp_', 'vsts', 'tfs_', 'vsce'],
    }),
  }),
];
