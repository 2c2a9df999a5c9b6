import { createHash } from 'node:crypto';

/**
 * SHA-256 of values that providers publish in their documentation or ship in their emulators. Whoever uses one tells
 * nobody anything; the values themselves are not here, so that no scanner finds them.
 */
const PUBLISHED: ReadonlySet<string> = new Set([
  // Stripe, docs.stripe.com.
  '2cafc0970149a84f3b9e62eaf169f36f59907a3b3e31f7b82e68c69cd27f7326',
  'f2d6ca16515033e5dce14eba840b979d27b5cbae24bb3e5bf484339667f86397',
  '7e8de44ea9ecf6d53415c90f5b249a8591f7abafbf7d65a2c0d855afeca3ec09',
  // Svix and Standard Webhooks, how to verify.
  '96ad2ccd81462a766178ae09a71df55f548a3f66da11606f9cdf40b391e22dd0',
  '2dd745ff991276aed56826de4e41d9d81b006c671a1491c08e9fc74e9362d95a',
  // Flask, quickstart and configuration.
  '9cb335cb7b5fb805934637d85c4f57c695baac019c0a57ceffd0afe43144c9cb',
  '2598f7d6adc142d88161630f3db12ab2bd3403521c281811e5e1ce60d4ac5d76',
  // Telegram, core.telegram.org/bots.
  '0b5dd075ccdd03c42f4edda8e299e6838e2a75d3486a2a8d86940ed1541e9178',
  'f85e6d0407649808c20c251d06bdc8fd53ab22ff5f13b3044a65e78896105f15',
  // Discord, API reference.
  '02f7ce3c263f85c019eeeeea4b08f1b7f6ade2b7a2199c14f3efdac0eef382e1',
  // Twilio SendGrid, v3 reference.
  '02091175c1ae3023fb1e92ff16e1a5ca44dcd9f449916770f7d4eb192092e273',
  // Slack, token types.
  'dc080bf557185c2a034aa9e9c41ee6e69d8d6a8675e5d2356645a11570e84e3d',
  // Cloudinary, configuration.
  '1973d13a5a28a283c9eb8eee9eaa5024971d041211647d072bc5b28572f3e114',
  // Supabase, every local project.
  '70541e07fd4f900b66e289f5be55c85f9bef1def4924a5b0c518c45ea1688c12',
  'c85debb55f2f204d868cc1552c42faa143b4c675f61363ab040dd50b5b5304cd',
  'a064b502e61d27e94b8717290e5e1b32e36720e9fbdf952ec81a84c07128cb37',
  // Laravel, Orchestra Testbench.
  'e071d5d53b31b2bef71a11f1a01a3c9e94705953b56628eb2c813127175b486f',
  'c038b41a46686af67790f31673f31026379e788b12fc6bc3139c503c224f4324',
  // Azurite and the Cosmos DB emulator.
  '0011cc25eb4320717494d2703e8cba85743e71b500283c21c8b88147992f9059',
  'aa6547439583c3a275d4542a0df6c1ad6a863971be9f2a2220f027cc02aef615',
  // AWS, IAM user guide.
  '1a5d44a2dca19669d72edf4c4f1c27c4c1ca4b4408fbb17f6ce4ad452d78ddb3',
  'c6ea27c534f993d31f0aef882e3d200e7b87470c379ae79c8f9b19d3bd363dc9',
  '78314b11be2e581549ac1c4f616563fad3fdf0c3b71678f6e2299182080e0598',
  'e21b597ba6b9cafa59d9ebc4d65c0385f5eb3fa56abab2607fa76589ad849a33',
  // reCAPTCHA, Turnstile and hCaptcha, for tests.
  'f5e95c9954635b65acab57e6d5ea663eb900f06dc8794a90358f5abb1c77d4e0',
  'fb8f35129df87662c650ada12fd614f1b58dce4a37fdd7589ba3a6b9a78c0aae',
  '1e3e58656012d861e23deae64f177673d7b86a9c55fe1d5d10b94e3c9755d168',
  '841b4f5b0b34e19ada74f47a88831efbb909008ceea4430d61449c1874923f83',
  '0fff9ee671b05ea25f58ed9584635fad2558e23c031003fd52d393bff5973fb0',
  // Google, the key in its API documentation.
  'ac9265e56c79b234607ec72c53753cfea9f88c99eb713790ddf9be5593bb4465',
  // X, the web client's own token.
  '11d3072e6af2d409dfc2453bc83fb1bd4bacc9db302556fa1eda60241c49e12e',
  // Hardhat and Anvil, the first of their accounts.
  '60a09e4357868c1e9b801052726d061c370429f723db84523ed58ac354f6eb8a',
  'bc1a50966c9e6486bc4ebf880b51611a2a97fcb8e7a6976e9b81a9e3e8ca0e3c',
]);

/** Is it a value that everybody knows? */
export function isPublished(value: string): boolean {
  return PUBLISHED.has(createHash('sha256').update(value).digest('hex'));
}
