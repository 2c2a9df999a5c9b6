import type { Rule } from '@railgate/contract';

export const crossSiteScripting: Rule = {
  id: 'lint/cross-site-scripting',
  name: 'CrossSiteScripting',
  summary: 'Text that a user controls becomes HTML without being escaped.',
  description:
    'Reports values of a request or of the page address that reach HTML: `innerHTML`, `outerHTML`, `document.write`, `insertAdjacentHTML`, `dangerouslySetInnerHTML`, `v-html`, `{@html}`, responses built from HTML text, templates compiled from a request, and in Python `Markup`, `mark_safe`, `render_template_string` and `HTMLResponse`. Markup out of a server’s answer is reported as medium; computed markup of unknown origin as low, and for plain `innerHTML` once a file. Constants, escaped and sanitized values (`DOMPurify.sanitize`, `escapeHtml`, `html.escape`) are not reported.',
  why: 'Script inside the value runs in the browser of whoever opens the page, with their session: it acts and reads as they could.',
  remediation:
    'Let the framework escape: `textContent`, JSX text, `{{ }}` in Vue, a template file with autoescape. Where markup must come from users, run it through a sanitizer such as DOMPurify just before it is inserted, and set a Content-Security-Policy.',
  example: {
    language: 'js',
    before: "app.get('/hello', (req, res) => res.send(`<h1>Hello ${req.query.name}</h1>`));",
    after: "app.get('/hello', (req, res) => res.send(`<h1>Hello ${escapeHtml(req.query.name)}</h1>`));",
  },
  severity: 'high',
  precision: 'high',
  cwe: [79, 1336],
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://owasp.org/www-community/attacks/xss/',
  ],
  since: '0.1.0',
};
