import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { sealedByBech32 } from './checksum.js';
import { beside, token, type Form } from './form.js';
import { BASE62, BASE64, BASE64_URL, HEX, UUID } from './pattern-parts.js';

const VAULT = 'https://developer.hashicorp.com/vault/docs/concepts/tokens';
const DOPPLER = 'https://docs.doppler.com/reference/auth-token-formats';

/** `Unseal Key 1`, as `vault operator init` prints it. */
const SHARES = ['unseal_key', ...Array.from({ length: 10 }, (_, share) => `unseal_key_${share}`)];

function doppler(kind: string): Form {
  return token([`dp.${kind}.`, [BASE62, 40, 44]]);
}

export const VAULTS = [
  defineFormat({
    id: 'vault-service-token',
    title: 'HashiCorp Vault service token',
    grants: 'It reads and writes what its policies say, and renews itself.',
    revoke: {
      steps: 'Revoke the token (`vault token revoke`), then look at the audit log for what it read.',
      url: VAULT,
    },
    severity: 'critical',
    precision: 'very-high',
    references: [VAULT],
    ...token(['hvs.', [BASE64_URL, 24, 300]], { holds: mixed }),
  }),
  defineFormat({
    id: 'vault-batch-token',
    title: 'HashiCorp Vault batch token',
    grants: 'It reads and writes what its policies say until it expires.',
    revoke: {
      steps: 'A batch token cannot be revoked: revoke its parent, or rotate what it could read.',
      url: VAULT,
    },
    severity: 'high',
    precision: 'very-high',
    references: [VAULT],
    ...token(['hvb.', [BASE64_URL, 120, 400]]),
  }),
  defineFormat({
    id: 'vault-recovery-token',
    title: 'HashiCorp Vault recovery token',
    grants: 'It reads and writes the storage of a Vault in recovery mode.',
    revoke: {
      steps: 'Restart Vault in its usual mode, then rotate the recovery keys.',
      url: 'https://developer.hashicorp.com/vault/docs/concepts/recovery-mode',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [VAULT],
    ...token(['hvr.', [BASE64_URL, 24, 300]], { holds: mixed }),
  }),
  defineFormat({
    id: 'vault-token-legacy',
    title: 'HashiCorp Vault token of before 1.10',
    grants: 'It reads and writes what its policies say.',
    revoke: {
      steps: 'Revoke the token (`vault token revoke`), then look at the audit log for what it read.',
      url: VAULT,
    },
    severity: 'critical',
    precision: 'high',
    references: [VAULT],
    ...beside(['vault'], [['sb', 1], '.', [BASE62, 24]], { named: ['token'], holds: mixed }),
  }),
  defineFormat({
    id: 'vault-unseal-key',
    title: 'HashiCorp Vault unseal or recovery key',
    grants: 'With enough of the other shares it unseals the Vault or makes a root token.',
    revoke: {
      steps: 'Rotate the shares (`vault operator rekey`).',
      url: 'https://developer.hashicorp.com/vault/docs/commands/operator/rekey',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://developer.hashicorp.com/vault/docs/concepts/seal'],
    ...beside(
      [...SHARES, 'vault_recovery_key'],
      [
        [BASE64, 43, 44],
        ['=', 0, 1],
      ],
      { named: [], holds: mixed },
    ),
    hits: (samples) => [
      { text: `Unseal Key 1: ${samples.of(BASE64, 44)}\n` },
      { text: `VAULT_UNSEAL_KEY_2="${samples.of(BASE64, 43)}="\n` },
    ],
  }),
  defineFormat({
    id: 'doppler-service-token',
    title: 'Doppler service token',
    grants: 'It reads (or writes) every secret of one config.',
    revoke: {
      steps: 'Revoke the token under Access of the config, then rotate the secrets in it.',
      url: DOPPLER,
    },
    severity: 'critical',
    precision: 'very-high',
    references: [DOPPLER],
    ...token(['dp.st.', ['a-z0-9_.-', 0, 36], [BASE62, 40, 44]]),
    hits: (samples) => [
      { text: `DOPPLER_TOKEN=dp.st.${samples.of(BASE62, 43)}\n` },
      { text: `DOPPLER_TOKEN="dp.st.prd_main.${samples.of(BASE62, 43)}"\n` },
    ],
  }),
  defineFormat({
    id: 'doppler-personal-token',
    title: 'Doppler personal token',
    grants: 'It reads and writes every secret that the user may.',
    revoke: { steps: 'Revoke the token under Tokens → Personal.', url: DOPPLER },
    severity: 'critical',
    precision: 'very-high',
    references: [DOPPLER],
    ...doppler('pt'),
  }),
  defineFormat({
    id: 'doppler-cli-token',
    title: 'Doppler CLI token',
    grants: 'It reads and writes every secret that the user may.',
    revoke: { steps: 'Revoke the token under Tokens → CLI, or log out of the command line.', url: DOPPLER },
    severity: 'critical',
    precision: 'very-high',
    references: [DOPPLER],
    ...doppler('ct'),
  }),
  defineFormat({
    id: 'doppler-service-account-token',
    title: 'Doppler service account token',
    grants: 'It reads and writes every secret of the projects of the service account.',
    revoke: { steps: 'Revoke the token of the service account under Team → Service accounts.', url: DOPPLER },
    severity: 'critical',
    precision: 'very-high',
    references: [DOPPLER],
    ...doppler('sa'),
  }),
  defineFormat({
    id: 'doppler-scim-token',
    title: 'Doppler SCIM token',
    grants: 'It creates, changes and removes the members of the workplace.',
    revoke: { steps: 'Revoke the token in the SCIM settings of the workplace.', url: DOPPLER },
    severity: 'critical',
    precision: 'very-high',
    references: [DOPPLER],
    ...doppler('scim'),
  }),
  defineFormat({
    id: 'doppler-audit-token',
    title: 'Doppler audit token',
    grants: 'It reads the names of secrets, members and logs of the workplace.',
    revoke: { steps: 'Revoke the token under Tokens → Audit.', url: DOPPLER },
    severity: 'medium',
    precision: 'very-high',
    references: [DOPPLER],
    ...doppler('audit'),
  }),
  defineFormat({
    id: 'infisical-service-token',
    title: 'Infisical service token',
    grants: 'It reads (or writes) the secrets of one environment of the project.',
    revoke: {
      steps: 'Delete the token under Access control → Service tokens, then rotate the secrets in it.',
      url: 'https://infisical.com/docs/documentation/platform/token',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://infisical.com/docs/documentation/platform/token'],
    ...beside(['infisical'], ['st.', [BASE62, 24, 36], '.', [HEX, 32], '.', [HEX, 32]]),
  }),
  defineFormat({
    id: 'infisical-client-secret',
    title: 'Infisical machine identity client secret',
    grants: 'With its client ID it reads and writes the secrets that the identity may.',
    revoke: {
      steps: 'Delete the client secret of the identity under Universal Auth.',
      url: 'https://infisical.com/docs/documentation/platform/identities/universal-auth',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://infisical.com/docs/documentation/platform/identities/universal-auth'],
    ...beside(['infisical'], [[HEX, 64]], { named: ['client_secret', 'secret', 'token'] }),
  }),
  defineFormat({
    id: 'onepassword-service-account-token',
    title: '1Password service account token',
    grants: 'It reads (or writes) every item of the vaults that the service account may.',
    revoke: {
      steps:
        'Revoke the token in the details of the service account, then rotate the items that it could read.',
      url: 'https://developer.1password.com/docs/service-accounts/manage-service-accounts/',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://developer.1password.com/docs/service-accounts/security/'],
    ...token(['ops_eyJ', [`${BASE64}_-`, 250, 1600], ['=', 0, 3]]),
  }),
  defineFormat({
    id: 'onepassword-secret-key',
    title: '1Password Secret Key',
    grants: 'With the account password it opens the account on a new device.',
    revoke: {
      steps: 'Regenerate the Secret Key under My profile.',
      url: 'https://support.1password.com/change-secret-key/',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://support.1password.com/secret-key-security/'],
    ...token([
      'A3-',
      ['A-Z0-9', 6],
      '-',
      ['A-Z0-9', 6],
      '-',
      ['A-Z0-9', 5],
      '-',
      ['A-Z0-9', 5],
      '-',
      ['A-Z0-9', 5],
      '-',
      ['A-Z0-9', 5],
    ]),
  }),
  defineFormat({
    id: 'bitwarden-access-token',
    title: 'Bitwarden Secrets Manager access token',
    grants: 'It reads (or writes) the secrets that the machine account may.',
    revoke: {
      steps: 'Revoke the token under Machine accounts → Access tokens.',
      url: 'https://bitwarden.com/help/access-tokens/',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://bitwarden.com/help/access-tokens/'],
    ...token(['0.', ...UUID, '.', [BASE62, 30], ':', [BASE64, 22], '=='], { keywords: ['bws', 'bitwarden'] }),
    window: { before: 32, after: 200 },
    hits: (samples) => [
      {
        text: `BWS_ACCESS_TOKEN=0.${samples.uuid()}.${samples.of(BASE62, 30)}:${samples.of(BASE64, 22)}==\n`,
      },
      { text: `bitwarden: "0.${samples.uuid()}.${samples.of(BASE62, 30)}:${samples.of(BASE64, 22)}=="\n` },
    ],
    misses: (samples) => [
      {
        text: `BWS_ACCESS_TOKEN=0.${samples.uuid()}.${samples.of(BASE62, 29)}:${samples.of(BASE64, 22)}==\n`,
      },
      { text: `id=0.${samples.uuid()}.${samples.of(BASE62, 30)}:${samples.of(BASE64, 22)}==\n` },
    ],
  }),
  defineFormat({
    id: 'akeyless-access-key',
    title: 'Akeyless access key',
    grants: 'With its access ID it reads the secrets that its roles cover.',
    revoke: {
      steps: 'Reset the access key of the authentication method.',
      url: 'https://docs.akeyless.io/docs/api-key',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://docs.akeyless.io/docs/api-key'],
    ...beside(['akeyless'], [[BASE64, 43], '='], { named: ['key'] }),
  }),
  defineFormat({
    id: 'age-secret-key',
    title: 'age secret key',
    grants: 'It decrypts every file, and every SOPS document, that was encrypted for its recipient.',
    revoke: {
      steps:
        'Make a new key, encrypt the files for its recipient only, and rotate every secret that was in them.',
      url: 'https://github.com/FiloSottile/age',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://github.com/C2SP/C2SP/blob/main/age.md', 'https://getsops.io/docs/'],
    ...token(['AGE-SECRET-KEY-1', ['QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58]], { seal: sealedByBech32 }),
  }),
  defineFormat({
    id: 'age-hybrid-secret-key',
    title: 'age post-quantum secret key',
    grants: 'It decrypts every file that was encrypted for its recipient.',
    revoke: {
      steps:
        'Make a new key, encrypt the files for its recipient only, and rotate every secret that was in them.',
      url: 'https://github.com/FiloSottile/age',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://github.com/C2SP/C2SP/blob/main/age.md'],
    ...token(['AGE-SECRET-KEY-PQ-1', ['QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58]], { seal: sealedByBech32 }),
  }),
];
