import { defineFormat } from '../format.js';
import { beside, token } from './form.js';
import { BASE36, BASE62, BASE64, BASE64_URL, BEFORE, HEX, UUID } from './pattern-parts.js';

/** https://docs.stripe.com/keys: publishable keys (`pk_`) are public, everything below is not. */
const STRIPE_KEYS = 'https://docs.stripe.com/keys';
const STRIPE_DASHBOARD = 'https://dashboard.stripe.com/apikeys';
const STRIPE_STEPS = 'Roll the key on the API keys page of the dashboard and let the old one expire at once.';
/** Keys of today begin with the account's `51` and are about a hundred characters; those of before 2020 are 24. */
const stripe = (prefixes: string): RegExp =>
  new RegExp(
    `${BEFORE}(?<secret>(?:${prefixes})_(?:51[A-Za-z0-9]{85,160}|[A-Za-z0-9]{24}))(?![A-Za-z0-9_-])`,
  );

/** Who takes payments: processors and their gateways. */
export const PAYMENT = [
  defineFormat({
    id: 'stripe-secret-key',
    title: 'Stripe secret key',
    grants: 'It charges cards, refunds and pays out in live mode, and reads every customer of the account.',
    revoke: { steps: STRIPE_STEPS, url: STRIPE_DASHBOARD },
    severity: 'critical',
    precision: 'very-high',
    references: [STRIPE_KEYS],
    ...token(['sk_live_51', [BASE62, 85, 160]], { keywords: ['sk_live_'] }),
    pattern: stripe('sk_live'),
    window: { before: 4, after: 176 },
  }),
  defineFormat({
    id: 'stripe-restricted-key',
    title: 'Stripe restricted key',
    grants:
      'It does in live mode what its permissions allow, which may be charging, refunding and reading customers.',
    revoke: { steps: STRIPE_STEPS, url: STRIPE_DASHBOARD },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.stripe.com/keys/restricted-api-keys'],
    ...token(['rk_live_51', [BASE62, 85, 160]], { keywords: ['rk_live_'] }),
    pattern: stripe('rk_live'),
    window: { before: 4, after: 176 },
  }),
  defineFormat({
    id: 'stripe-test-key',
    title: 'Stripe test mode key',
    grants: 'It reads and changes the test data of the account; no money moves.',
    revoke: { steps: STRIPE_STEPS, url: 'https://dashboard.stripe.com/test/apikeys' },
    severity: 'low',
    precision: 'very-high',
    wordsAllowed: true,
    references: [STRIPE_KEYS],
    ...token(['sk_test_51', [BASE62, 85, 160]], { keywords: ['sk_test_', 'rk_test_'] }),
    pattern: stripe('sk_test|rk_test'),
    window: { before: 4, after: 176 },
  }),
  defineFormat({
    id: 'webhook-signing-secret',
    title: 'Stripe or Svix webhook signing secret',
    grants:
      'It signs events that the application takes for those of the provider: a payment that never was, say.',
    revoke: {
      steps:
        "Roll the secret of the endpoint on the provider's webhooks page (Stripe: Developers → Webhooks).",
      url: 'https://dashboard.stripe.com/webhooks',
    },
    severity: 'high',
    precision: 'very-high',
    references: [
      'https://docs.stripe.com/webhooks#verify-official-libraries',
      'https://docs.svix.com/receiving/verifying-payloads/how-manual',
    ],
    ...token(['whsec_', [BASE64, 32, 64]]),
  }),
  defineFormat({
    id: 'braintree-access-token',
    title: 'PayPal Braintree access token',
    grants: 'It takes and refunds payments in production for the merchant that it names.',
    revoke: {
      steps:
        'Revoke the connection of the application in the Braintree control panel, then connect it again.',
      url: 'https://developer.paypal.com/braintree/docs/start/overview',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://developer.paypal.com/braintree/docs/guides/extend/oauth/access-tokens'],
    ...token(['access_token$production$', [BASE36, 16], '$', [HEX, 32]]),
  }),
  defineFormat({
    id: 'braintree-private-key',
    title: 'PayPal Braintree private key',
    grants: "With the merchant's public key it takes and refunds payments and reads every transaction.",
    revoke: {
      steps: 'Generate a new API key in the control panel under API, then delete the old one.',
      url: 'https://developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials',
    },
    severity: 'critical',
    precision: 'high',
    references: [
      'https://developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials',
    ],
    ...beside(['braintree'], [[HEX, 32]], { named: ['private_key', 'priv_key'] }),
  }),
  defineFormat({
    id: 'paypal-client-secret',
    title: 'PayPal REST client secret',
    grants: 'With the client id it takes payments, refunds and pays out in the name of the application.',
    revoke: {
      steps: "Add a second secret on the app's page, deploy it, then delete the old one.",
      url: 'https://developer.paypal.com/dashboard/applications',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://developer.paypal.com/api/rest/'],
    ...beside(['paypal'], ['E', [BASE64_URL, 79]], { named: ['secret', 'key', 'pass'] }),
  }),
  defineFormat({
    id: 'square-access-token',
    title: 'Square access token',
    grants: 'It takes payments and reads customers and orders of the seller.',
    revoke: {
      steps: 'Replace the token on the Credentials page of the application.',
      url: 'https://developer.squareup.com/apps',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://developer.squareup.com/docs/build-basics/access-tokens'],
    ...beside(['square', 'squareup'], ['EAAA', [BASE64_URL, 60]]),
  }),
  defineFormat({
    id: 'square-personal-token',
    title: 'Square personal access token',
    grants: 'It has every permission on the account of the seller who made it.',
    revoke: {
      steps: 'Replace the token on the Credentials page of the application.',
      url: 'https://developer.squareup.com/apps',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://developer.squareup.com/docs/build-basics/access-tokens'],
    ...token(['sq0atp-', [BASE64_URL, 22]]),
  }),
  defineFormat({
    id: 'square-oauth-secret',
    title: 'Square OAuth application secret',
    grants: 'It exchanges and revokes the access tokens of every seller who authorised the application.',
    revoke: {
      steps: 'Replace the secret on the OAuth page of the application.',
      url: 'https://developer.squareup.com/apps',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://developer.squareup.com/docs/oauth-api/overview'],
    ...token(['sq0csp-', [BASE64_URL, 43]]),
  }),
  defineFormat({
    id: 'adyen-api-key',
    title: 'Adyen API key',
    grants: 'It takes, captures and refunds payments with the roles of its API credential.',
    revoke: {
      steps:
        'Generate a new key under Developers → API credentials; the old one ends after the time chosen there.',
      url: 'https://docs.adyen.com/development-resources/api-credentials/',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://docs.adyen.com/development-resources/api-credentials/'],
    ...beside(
      ['adyen'],
      ['AQ', ['A-Za-z0-9+/=', 80, 164], '-', ['A-Za-z0-9+/=', 40, 60], '-', ['#%&*-;?-Z^_a-z', 12, 24]],
      { named: ['key'] },
    ),
  }),
  defineFormat({
    id: 'mollie-api-key',
    title: 'Mollie API key',
    grants: 'It creates payments and refunds and reads those of the website profile, for real money.',
    revoke: {
      steps: 'Reset the live key under Developers → API keys.',
      url: 'https://my.mollie.com/dashboard/developers/api-keys',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://docs.mollie.com/reference/authentication'],
    ...beside(['mollie'], ['live_', [BASE62, 30]]),
  }),
  defineFormat({
    id: 'mollie-organization-token',
    title: 'Mollie organization access token',
    grants: 'It reaches all website profiles of the organization, within its permissions.',
    revoke: {
      steps: 'Delete the token under Developers → Organization access tokens.',
      url: 'https://my.mollie.com/dashboard/developers/organization-access-tokens',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://docs.mollie.com/reference/authentication'],
    ...beside(['mollie'], ['access_', [BASE62, 24, 48]]),
  }),
  defineFormat({
    id: 'checkout-com-secret-key',
    title: 'Checkout.com secret key',
    grants: 'It takes, captures and refunds payments within its scopes.',
    revoke: {
      steps: 'Delete the key in the dashboard under Developers → Keys and create another.',
      url: 'https://www.checkout.com/docs/developer-resources/api/manage-api-keys',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://www.checkout.com/docs/developer-resources/api/manage-api-keys'],
    ...beside(['checkout', 'cko'], ['sk_', ['a-z2-7', 26], ['a-z2-7*#$', 0, 1]], {
      named: ['secret_key', 'secret', 'api_key'],
      keywords: [
        'checkout_secret',
        'checkout_api_key',
        'checkoutsecret',
        'checkoutapikey',
        'cko_',
        'checkout_com',
      ],
    }),
  }),
  defineFormat({
    id: 'gocardless-access-token',
    title: 'GoCardless access token',
    grants: 'It collects direct debits and reads the customers and bank accounts of the live account.',
    revoke: {
      steps: 'Delete the token in the dashboard under Developers → Access tokens.',
      url: 'https://manage.gocardless.com/developers/access-tokens',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://developer.gocardless.com/api-reference/#making-requests-headers'],
    ...beside(['gocardless', 'gc'], ['live_', [BASE64_URL, 40]], {
      keywords: ['gocardless', 'gc_access', 'gc_token'],
    }),
  }),
  defineFormat({
    id: 'plaid-secret',
    title: 'Plaid secret',
    grants: 'With the client id it reads the bank accounts and transactions behind every access token.',
    revoke: {
      steps: 'Rotate the secret in the dashboard under Developers → Keys, then delete the old one.',
      url: 'https://dashboard.plaid.com/developers/keys',
    },
    severity: 'critical',
    precision: 'medium',
    references: ['https://plaid.com/docs/quickstart/glossary/'],
    ...beside(['plaid'], [[HEX, 30]], { named: ['secret', 'key'] }),
  }),
  defineFormat({
    id: 'plaid-access-token',
    title: 'Plaid access token',
    grants: "With the application's secret it reads the accounts and transactions of one person at one bank.",
    revoke: {
      steps: 'Call /item/access_token/invalidate with the token, which gives a new one.',
      url: 'https://plaid.com/docs/api/items/#itemaccess_tokeninvalidate',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://plaid.com/docs/quickstart/glossary/'],
    ...token(['access-production-', ...UUID]),
  }),
  defineFormat({
    id: 'paddle-api-key',
    title: 'Paddle API key',
    grants: 'It reads customers and transactions, and refunds and cancels within its permissions.',
    revoke: {
      steps: 'Revoke the key under Developer tools → Authentication.',
      url: 'https://developer.paddle.com/api-reference/about/api-keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://developer.paddle.com/api-reference/about/api-keys'],
    ...token(['pdl_live_apikey_', [BASE36, 26], '_', [BASE62, 22], '_', [BASE62, 3]]),
  }),
  defineFormat({
    id: 'paddle-sandbox-api-key',
    title: 'Paddle sandbox API key',
    grants: 'It reads and changes the data of the sandbox; no money moves.',
    revoke: {
      steps: 'Revoke the key in the sandbox under Developer tools → Authentication.',
      url: 'https://developer.paddle.com/api-reference/about/api-keys',
    },
    severity: 'low',
    precision: 'very-high',
    references: ['https://developer.paddle.com/api-reference/about/api-keys'],
    ...token(['pdl_sdbx_apikey_', [BASE36, 26], '_', [BASE62, 22], '_', [BASE62, 3]]),
  }),
  defineFormat({
    id: 'paddle-webhook-secret',
    title: 'Paddle notification secret key',
    grants: 'It signs events that the application takes for those of Paddle.',
    revoke: {
      steps: 'Delete the notification destination under Developer tools → Notifications and create it again.',
      url: 'https://developer.paddle.com/webhooks/signature-verification',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://developer.paddle.com/webhooks/signature-verification'],
    ...token(['pdl_ntfset_', [BASE36, 26], '_', [BASE64, 32]]),
  }),
];
