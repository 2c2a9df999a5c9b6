import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE32, BASE64, BEFORE, HEX, leastEntropy, UUID, type Part } from './pattern-parts.js';

const IAM_IDS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html';
const KEYS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html';
const ROTATE_KEY = {
  steps:
    'Make a new access key for the IAM user, move every user of the old one to it, deactivate the old one, look at CloudTrail for what it did, then delete it.',
  url: KEYS,
};

const SECRET: readonly Part[] = [[BASE64, 40]];
const SECRET_NAMES = ['aws_secret', 'secret_access_key', 'access_key_secret', 'aws_access_secret'];

/** Forty characters of base64 are a commit or a path, too: a key holds letters of both cases and digits. */
function isKey(value: string): boolean {
  return mixed(value) && !/\/.{0,6}\/.{0,6}\//.test(value);
}

/** The documentation's own keys: `AKIAIOSFODNN7EXAMPLE`, `wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`. */
function isNoExample(value: string): boolean {
  return !value.includes('EXAMPLE');
}

export const AWS = [
  defineFormat({
    id: 'aws-access-key-id',
    title: 'AWS access key ID',
    grants: 'It names an access key of the account, and with the secret access key it signs requests.',
    revoke: ROTATE_KEY,
    severity: 'low',
    precision: 'high',
    references: [IAM_IDS],
    ...token(['AKIA', [BASE32, 16]], { holds: isNoExample }),
  }),
  defineFormat({
    id: 'aws-secret-access-key',
    title: 'AWS secret access key',
    grants: 'With its access key ID it does everything that the IAM user or the root user may do.',
    revoke: ROTATE_KEY,
    severity: 'critical',
    precision: 'high',
    references: [KEYS],
    ...beside(SECRET_NAMES, SECRET, {
      named: [],
      holds: (value) => isKey(value) && isNoExample(value),
    }),
  }),
  defineFormat({
    id: 'aws-access-key-pair',
    title: 'AWS access key pair',
    grants: 'It does everything that the IAM user or the root user may do.',
    revoke: ROTATE_KEY,
    severity: 'critical',
    precision: 'high',
    references: [KEYS],
    keywords: ['AKIA'],
    // As the console writes it into a CSV file, and as arguments of a call: the secret follows the ID.
    pattern: new RegExp(
      `${BEFORE}AKIA[A-Z2-7]{16}["'\x60]?\\s{0,3}[,;:|]\\s{0,12}["'\x60]?(?<secret>[${BASE64}]{40})(?![A-Za-z0-9+/=_-])`,
    ),
    window: { before: 4, after: 96 },
    entropy: leastEntropy(SECRET),
    holds: isKey,
    hits: (samples) => [
      { text: `Access key ID,Secret access key\nAKIA${samples.of(BASE32, 16)},${samples.of(BASE64, 40)}\n` },
      { text: `new Client("AKIA${samples.of(BASE32, 16)}", "${samples.of(BASE64, 40)}")\n` },
    ],
    misses: (samples) => [
      { text: `AKIA${samples.of(BASE32, 15)},${samples.of(BASE64, 40)}\n` },
      { text: `AKIA${samples.of(BASE32, 15)}1,${samples.of(BASE64, 40)}\n` },
      { text: `ID,${samples.of(BASE64, 40)}\n` },
    ],
  }),
  defineFormat({
    id: 'aws-session-token',
    title: 'AWS session token',
    grants:
      'With the temporary access key beside it, it does what the assumed role may do, until it expires within 36 hours.',
    revoke: {
      steps:
        'Revoke the active sessions of the role (IAM → Roles → Revoke sessions), then look at CloudTrail for what they did.',
      url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html'],
    ...token(['IQoJb3JpZ2lu', [BASE64, 120, 1600]]),
  }),
  defineFormat({
    id: 'aws-bedrock-api-key',
    title: 'Amazon Bedrock long-term API key',
    grants: 'It calls every model of Amazon Bedrock at the cost of the account until it expires.',
    revoke: {
      steps:
        'Deactivate and delete the key of the IAM user (Security credentials → API keys for Amazon Bedrock).',
      url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-revoke.html',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html'],
    ...token(['ABSK', [BASE64, 109, 269]]),
  }),
  defineFormat({
    id: 'aws-bedrock-short-term-api-key',
    title: 'Amazon Bedrock short-term API key',
    grants: 'It calls every model of Amazon Bedrock at the cost of the account for up to twelve hours.',
    revoke: {
      steps: 'Revoke the sessions of the role that made it; it expires within twelve hours.',
      url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-revoke.html',
    },
    severity: 'medium',
    precision: 'very-high',
    references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html'],
    ...token(['bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t', [BASE64, 80, 2400]]),
  }),
  defineFormat({
    id: 'aws-ses-smtp-password',
    title: 'Amazon SES SMTP password',
    grants: 'With its SMTP user name it sends mail in the name of every verified domain.',
    revoke: {
      steps:
        'Make new SMTP credentials, then delete the IAM user or the access key that the old ones came from.',
      url: 'https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html'],
    // Base64 of a version byte (4) and 32 bytes of an HMAC.
    ...beside(['smtp', 'ses_pass'], ['B', ['A-P', 1], [BASE64, 42]], { holds: isKey }),
  }),
  defineFormat({
    id: 'aws-mws-auth-token',
    title: 'Amazon MWS auth token',
    grants: 'It lets a developer call the marketplace API in the name of the seller.',
    revoke: {
      steps: "Disable the developer's access in Seller Central (Manage your apps), then authorise it anew.",
      url: 'https://developer-docs.amazon.com/sp-api/docs/revoke-application-authorization',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://developer-docs.amazon.com/sp-api/docs'],
    ...token(['amzn.mws.', ...UUID]),
  }),
  defineFormat({
    id: 'amazon-oauth-client-secret',
    title: 'Login with Amazon client secret',
    grants: 'It obtains tokens in the name of the application, for every user and seller that authorised it.',
    revoke: {
      steps: 'Rotate the client secret of the security profile, then deploy the new one.',
      url: 'https://developer-docs.amazon.com/sp-api/docs/rotate-your-application-client-secret',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://developer.amazon.com/docs/login-with-amazon/security-profile.html'],
    ...token(['amzn1.oa2-cs.v1.', [HEX, 64]]),
  }),
  defineFormat({
    id: 'aws-appsync-api-key',
    title: 'AWS AppSync API key',
    grants: 'It runs every GraphQL operation that is open to API keys; it is often shipped in clients.',
    revoke: {
      steps: 'Make a new API key under the API settings, then delete this one.',
      url: 'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#api-key-authorization',
    },
    severity: 'medium',
    precision: 'high',
    references: ['https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html'],
    ...token(['da2-', ['0-9a-z', 26]]),
  }),
  defineFormat({
    id: 'aws-cognito-client-secret',
    title: 'Amazon Cognito app client secret',
    grants: 'It signs calls to the user pool in the name of the confidential app client.',
    revoke: {
      steps:
        'Make a new app client with a new secret, move the application to it, then delete the old client.',
      url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html',
    },
    severity: 'high',
    precision: 'high',
    references: [
      'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html',
    ],
    ...beside(['cognito'], [['0-9a-z', 51, 52]], { named: ['client_secret', 'secret'] }),
  }),
];
