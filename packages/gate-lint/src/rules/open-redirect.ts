import type { Rule } from '@railgate/contract';

export const openRedirect: Rule = {
  id: 'lint/open-redirect',
  name: 'OpenRedirect',
  summary: 'A user controls where the browser is sent.',
  description:
    'Reports values of a request or of the page address that decide a redirect: `res.redirect`, a `Location` header, `window.location`, `NextResponse.redirect`, and in Python `redirect` and `RedirectResponse`. A fixed path before the value, an allow-list, a comparison of the origin and a check that the target is a relative path are not reported.',
  why: 'A link to your own domain that ends on a copy of your sign-in page is the most convincing phishing there is; with `javascript:` it is script injection.',
  remediation:
    'Redirect to fixed paths, or look the target up by a key. Where a return address is needed, parse it with `new URL(target, ownOrigin)` and refuse it unless its origin is your own.',
  example: {
    language: 'js',
    before: 'res.redirect(req.query.next);',
    after:
      "const target = new URL(req.query.next, 'https://app.example.com');\nres.redirect(target.origin === 'https://app.example.com' ? target.pathname : '/');",
  },
  severity: 'high',
  precision: 'high',
  cwe: [601],
  references: ['https://cwe.mitre.org/data/definitions/601.html'],
  since: '0.1.0',
};
