import { createRequire } from 'node:module';

import type { Severity } from '@railgate/contract';
import type { Linter, Rule } from 'eslint';

/** A rule of a plugin whose verdict is precise, and the class of ours that it belongs to. */
interface PluginRule {
  /** As ESLint names it. */
  readonly id: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  /** Only files that hold this text load the plugin. */
  readonly text: RegExp;
  readonly options?: readonly unknown[];
  /** Told once a file, with the other places beside it. */
  readonly once?: true;
  /** Which of its messages count. */
  readonly only?: RegExp;
}

const ESCAPES = {
  escape: {
    methods: ['DOMPurify.sanitize', 'sanitizeHtml', 'escapeHtml', 'escapeHTML', 'sanitize', 'purify'],
    taggedTemplates: ['escapeHtml', 'safeHtml'],
  },
};
const MARKUP = 'Computed markup is inserted without being escaped; nothing here shows where it comes from.';

/**
 * eslint-plugin-security's detect-object-injection, detect-non-literal-* and the like report every variable; our own
 * data flow stands in their place. Its regular expression rule is answered by scslre.
 */
export const PLUGIN_RULES: readonly PluginRule[] = [
  { id: 'no-unsanitized/property', once: true, ruleId: 'lint/cross-site-scripting', severity: 'low', message: MARKUP, text: /\b(?:inner|outer)HTML\b/, options: [ESCAPES] },
  { id: 'no-unsanitized/method', once: true, ruleId: 'lint/cross-site-scripting', severity: 'low', message: MARKUP, text: /insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe|parseHTMLUnsafe/, options: [ESCAPES] },
  { id: 'security/detect-disable-mustache-escape', ruleId: 'lint/cross-site-scripting', severity: 'medium', message: 'The template engine is told not to escape markup.', text: /escapeMarkup/ },
  { id: 'security/detect-eval-with-expression', ruleId: 'lint/code-injection', severity: 'low', message: '`eval` runs computed text as code; nothing here shows where the text comes from.', text: /\beval\b/ },
  { id: 'security/detect-pseudoRandomBytes', ruleId: 'lint/insecure-random', severity: 'high', message: '`pseudoRandomBytes` makes predictable bytes.', text: /pseudoRandomBytes/ },
  { id: 'n/no-deprecated-api', ruleId: 'lint/weak-crypto', severity: 'high', message: 'This deprecated function derives its key by MD5 and uses no initialisation vector.', text: /create(?:Cipher|Decipher)\b/, options: [{ version: '>=20.0.0' }], only: /'crypto\.create(?:Cipher|Decipher)'/ },
]; // prettier-ignore

const load = createRequire(import.meta.url);

const LOADERS: Readonly<Record<string, () => Record<string, Rule.RuleModule>>> = {
  'no-unsanitized': () =>
    (load('eslint-plugin-no-unsanitized') as { rules: Record<string, Rule.RuleModule> }).rules,
  security: () => (load('eslint-plugin-security') as { rules: Record<string, Rule.RuleModule> }).rules,
  // The plugin's index loads a second of rules that are not asked.
  n: () => ({ 'no-deprecated-api': deprecatedApi() }),
};

function deprecatedApi(): Rule.RuleModule {
  const loaded = load('eslint-plugin-n/lib/rules/no-deprecated-api.js') as {
    default?: Rule.RuleModule;
  } & Rule.RuleModule;
  return loaded.default ?? loaded;
}

/** The plugins and rules that a text may concern: for most files none. */
export function pluginConfig(text: string): Pick<Linter.Config, 'plugins' | 'rules'> {
  const asked = PLUGIN_RULES.filter((rule) => rule.text.test(text));
  const names = new Set(asked.map((rule) => rule.id.split('/')[0] ?? ''));
  return {
    plugins: Object.fromEntries(
      [...names].map((name) => [name, { rules: unchecked(LOADERS[name]?.() ?? {}) }]),
    ),
    rules: Object.fromEntries(
      asked.map((rule) => [rule.id, ['error', ...(rule.options ?? [])] as Linter.RuleEntry]),
    ),
  };
}

/** ESLint would load a validator and compile the schemas of the rules, to check options that are our own. */
function unchecked(rules: Readonly<Record<string, Rule.RuleModule>>): Record<string, Rule.RuleModule> {
  const asked = Object.entries(rules).filter(([name]) => NAMES.has(name));
  return Object.fromEntries(
    asked.map(([name, rule]) => [name, { ...rule, meta: { ...rule.meta, schema: false } }]),
  );
}

const NAMES = new Set(PLUGIN_RULES.map(({ id }) => id.slice(id.indexOf('/') + 1)));

export function pluginRule(message: Linter.LintMessage): PluginRule | undefined {
  const rule = PLUGIN_RULES.find((one) => one.id === message.ruleId);
  return rule && (!rule.only || rule.only.test(message.message)) ? rule : undefined;
}
