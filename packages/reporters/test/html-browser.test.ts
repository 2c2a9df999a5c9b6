import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Report } from '@railgate/contract';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { REPORTERS } from '../src/index.js';
import { fixtureReport, incompleteReport } from './fixture-report.js';
import { manyReport } from './many-report.js';
import { poison } from './poison.js';

const CHROMIUM = '/usr/bin/chromium';
/** For polling on a machine that has other things to do. */
const PATIENT = { timeout: 20_000 };
const missing = !existsSync(CHROMIUM);
if (missing) {
  process.stderr.write(
    `SKIPPED: report.html in a real browser, since ${CHROMIUM} is not installed (apt-get install chromium).\n`,
  );
}

/** Everything that could leave data for code: each would set `window.pwned`, load something or break the page. */
const ATTACKS = [
  '<script>window.pwned=1</script>',
  '</script><script>window.pwned=1</script>',
  '</style><script>window.pwned=1</script>',
  '</title><script>window.pwned=1</script>',
  '"><img src="http://127.0.0.1:9/x.png" onerror="window.pwned=1">',
  "'><svg onload=window.pwned=1>",
  '" autofocus onfocus="window.pwned=1" x="',
  '<!--<script>',
  '--><iframe src="javascript:parent.pwned=1"></iframe>',
  '[x](javascript:window.pwned=1)',
  '<javascript:window.pwned=1>',
  '[x](https://evil.example/"onmouseover="window.pwned=1)',
  '`<img src=x onerror=window.pwned=1>`',
  '**<b onclick=window.pwned=1>**',
  '```\n</code></pre><script>window.pwned=1</script>\n```',
  '${window.pwned=1}',
  '{{constructor.constructor("window.pwned=1")()}}',
  '<base href="http://127.0.0.1:9/"><link rel=stylesheet href=x><meta http-equiv=refresh content="0;url=http://127.0.0.1:9/">',
  '<form action="http://127.0.0.1:9/"><button>',
  '\u001b]8;;http://127.0.0.1:9\u0007\u202e\u2066\u0000\u2028\ud800',
].join(' ');

describe.skipIf(missing)('report.html in Chromium', { timeout: 120_000 }, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'railgate-html-'));
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Opened {
    readonly page: Page;
    /** Console messages, errors, CSP violations and requests for anything but the page itself. */
    readonly complaints: string[];
  }

  async function open(
    report: Report,
    options: {
      hash?: string;
      javaScriptEnabled?: boolean;
      colorScheme?: 'light' | 'dark';
      width?: number;
    } = {},
  ): Promise<Opened> {
    const { hash = '', javaScriptEnabled = true, colorScheme = 'light', width = 1280 } = options;
    const file = join(folder, 'report.html');
    writeFileSync(file, REPORTERS.find(({ id }) => id === 'html')?.render(report) ?? '');
    const context = await browser.newContext({
      javaScriptEnabled,
      colorScheme,
      viewport: { width, height: 900 },
      permissions: [],
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(pathToFileURL(file).href)) complaints.push(`request: ${request.url()}`);
    });
    await page.addInitScript(
      "addEventListener('securitypolicyviolation', (e) => console.log('violation of ' + e.violatedDirective + ' ' + e.blockedURI))",
    );
    await page.goto(pathToFileURL(file).href + hash);
    return { page, complaints };
  }

  async function count(page: Page): Promise<string> {
    return (await page.textContent('#count')) ?? '';
  }

  /** Opens, closes, groups and filters everything once; by the page's own events, which cost no waiting. */
  async function exercise(page: Page): Promise<void> {
    for (const value of ['file', 'rule', 'file'])
      await page.evaluate(`document.querySelector('input[value="${value}"]').click()`);
    await page.evaluate("for (const row of [...document.querySelectorAll('.row')]) row.click()");
    await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
    await page.waitForTimeout(200);
    await page.evaluate(
      "for (const button of [...document.querySelectorAll('.about')].slice(0, 200)) button.click()",
    );
    await page.locator('[name=q]').fill('<script>');
    await expect.poll(() => page.url(), PATIENT).toContain('q=%3Cscript%3E');
    await page.reload();
    await page.evaluate("document.querySelector('#unfilter').click()");
    await page.waitForTimeout(50);
  }

  it('ng: runs nothing of a hostile report, breaks no policy and sends nothing', async () => {
    const { page, complaints } = await open(poison(fixtureReport(), ATTACKS));
    await exercise(page);
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(complaints).toEqual([]);
    expect(
      await page.evaluate(
        "document.querySelectorAll('script, iframe, img, link, base, object, embed').length",
      ),
    ).toBe(1);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('a')].filter((a) => !/^(https:|file:)/.test(a.href)).length",
      ),
    ).toBe(0);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('*')].flatMap((e) => [...e.attributes]).filter((a) => /^on/i.test(a.name)).length",
      ),
    ).toBe(0);
    expect(await page.textContent('.group .m')).toContain('</script><script>window.pwned=1</script>');
  });

  it('ng: the same for the details that the script builds', async () => {
    const { page, complaints } = await open(poison(manyReport(1100), ATTACKS));
    await exercise(page);
    expect(await page.locator('.row').count()).toBe(100);
    await page.evaluate("document.querySelector('.row').click()");
    expect(await page.textContent('li[data-late] mark ~ *, li[data-late] .ids')).toContain('window.pwned');
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(complaints).toEqual([]);
    expect(await page.evaluate("document.querySelectorAll('script:not([type]), iframe, img').length")).toBe(
      1,
    );
  });

  it('has a policy that stops what escaping might miss', async () => {
    const { page, complaints } = await open(fixtureReport());
    await page.evaluate(
      'document.body.insertAdjacentHTML(\'beforeend\', \'<img src=x onerror="window.pwned=1"><p style="color:red">x\')',
    );
    await page.waitForTimeout(100);
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(complaints.join('\n')).toMatch(/violation of (?:img-src|script-src-attr)/);
    const policy = await page.getAttribute('meta[http-equiv]', 'content');
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^ ]{44}'; script-src 'sha256-[^ ]{44}'; base-uri 'none'; form-action 'none'$/,
    );
  });

  it('filters by severity, gate, target, state and text, and says how many are left', async () => {
    const { page } = await open(fixtureReport());
    expect(await count(page)).toBe('7 findings');
    await page.getByRole('checkbox', { name: 'high' }).check();
    expect(await count(page)).toBe('2 of 7 findings');
    expect(await page.locator('.group:visible').count()).toBe(2);
    await page.getByRole('checkbox', { name: 'railway' }).check();
    expect(await count(page)).toBe('1 of 7 findings');
    expect(new URL(page.url()).hash).toBe('#severity=high&gate=railway');
    await page.locator('#unfilter').click();
    await expect.poll(() => count(page), PATIENT).toBe('7 findings');
    await page.locator('[name=q]').fill('USERS.TS');
    await expect.poll(() => count(page), PATIENT).toBe('3 of 7 findings');
    await page.locator('[name=q]').fill('no such thing');
    await page.locator('#clear').click();
    await expect.poll(() => count(page), PATIENT).toBe('7 findings');
    await page.getByRole('checkbox', { name: 'waived' }).check();
    expect(await count(page)).toBe('1 of 7 findings');
    await page.getByRole('checkbox', { name: 'waived' }).uncheck();
    await page.locator('[name=target]').selectOption('apps/web');
    expect(await count(page)).toBe('2 of 7 findings');
  });

  it('goes from a step of a checklist to its findings', async () => {
    const { page, complaints } = await open(fixtureReport());
    await page.locator('.check a', { hasText: 'railway/config-conflict' }).click();
    await expect.poll(() => count(page), PATIENT).toBe('1 of 7 findings');
    expect(complaints).toEqual([]);
  });

  it('keeps the filter in the address', async () => {
    const { page } = await open(fixtureReport(), {
      hash: '#severity=critical&severity=low&target=apps%2Fweb&by=file',
    });
    expect(await count(page)).toBe('2 of 7 findings');
    expect(await page.locator('.group:visible h3').allTextContents()).toEqual(['apps/web/src/見出し.tsx']);
    await page.locator('.tally a').first().click();
    await expect.poll(() => count(page), PATIENT).toBe('1 of 7 findings');
    expect(await page.evaluate('document.activeElement.id')).toBe('findings');
  });

  it('groups by file and back, and keeps every finding', async () => {
    const { page } = await open(fixtureReport());
    const before = await page.locator('li[data-k] .m').allTextContents();
    await page.getByRole('radio', { name: 'File' }).check();
    expect(await page.locator('.group h3').allTextContents()).toEqual([
      'apps/api/src/sum.ts',
      'apps/api/railway.json',
      'apps/api/src/users.ts',
      'apps/web/src/見出し.tsx',
    ]);
    expect((await page.locator('li[data-k] .m').allTextContents()).sort()).toEqual([...before].sort());
    await page.getByRole('radio', { name: 'Rule' }).check();
    expect(await page.locator('li[data-k] .m').allTextContents()).toEqual(before);
  });

  it('builds late details exactly as it renders the first ones', async () => {
    const { page } = await open(manyReport(1001));
    expect(await page.locator('.row').count()).toBe(1);
    const shape = (item: string) =>
      page.evaluate(
        `document.querySelector('${item} .body').outerHTML.replace(/<p class="tools">.*?<.p>/, '').replace(/[0-9a-f]{8,}|[0-9]+/g, 'N').replace(/<.?mark>/g, '')`,
      );
    await page.locator('.row').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('li[data-late] details').getAttribute('open')).not.toBeNull();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    expect(await shape('li[data-late]')).toBe(await shape('li:not([data-late])'));
  });

  it('changes the theme, by the system and by its button', async () => {
    const { page } = await open(fixtureReport(), { colorScheme: 'dark' });
    const background = 'getComputedStyle(document.body).backgroundColor';
    const dark = await page.evaluate(background);
    const button = page.getByRole('button', { name: 'Theme' });
    await button.click();
    const light = await page.evaluate(background);
    expect(light).not.toBe(dark);
    await button.click();
    expect(await button.textContent()).toBe('Theme: dark');
    expect(await page.evaluate(background)).toBe(dark);
  });

  it('is operated by the keyboard', async () => {
    const { page } = await open(fixtureReport());
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.name')).toBe('q');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await count(page)).toBe('1 of 7 findings');
    const reached = new Set<string>();
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      reached.add(
        String(
          await page.evaluate("document.activeElement.tagName + ' ' + (document.activeElement.name ?? '')"),
        ),
      );
    }
    for (const wanted of ['INPUT gate', 'SELECT target', 'INPUT by', 'BUTTON ', 'SUMMARY ', 'PRE '])
      expect([...reached].map((name) => name.trim())).toContain(wanted.trim());
  });

  it('can be read without JavaScript, all findings and no dead control', async () => {
    const { page, complaints } = await open(fixtureReport(), { javaScriptEnabled: false });
    expect(await page.locator('li[data-k] .m').count()).toBe(7);
    for (const message of await page.locator('li[data-k] .m').all())
      expect(await message.isVisible()).toBe(true);
    expect(await page.locator('.code').first().isVisible()).toBe(true);
    expect(
      await page
        .locator('#filters, #theme')
        .evaluateAll((all) => all.every((one) => (one as unknown as { hidden: boolean }).hidden)),
    ).toBe(true);
    expect(complaints).toEqual([]);
  });

  it.each([[390], [768], [1600]])('does not scroll sideways at %i pixels', async (width) => {
    const { page } = await open(poison(fixtureReport(), `/${'long'.repeat(60)}`), { width });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  it.each([['light'], ['dark']] as const)(
    'has the contrast of WCAG AA in the %s theme',
    async (colorScheme) => {
      const { page } = await open(fixtureReport(), { colorScheme });
      expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
    },
  );

  it('broken: shows what could not be checked before anything else', async () => {
    const { page } = await open(incompleteReport());
    expect((await page.textContent('h1'))?.trim()).toBe('1 thing could not be checked');
    const top = await page.locator('.panel.unknown .todo').boundingBox();
    expect(top?.y).toBeLessThan(900);
  });
});

/** Texts whose colour and background are closer than 4.5:1 (3:1 when large): WCAG 2.2, 1.4.3. Runs in the page. */
const LOW_CONTRAST = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const luminance = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const background = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    if (!node.textContent.trim() || !e.checkVisibility() || e.closest('.dot, script, style, select, .off')) continue;
    const style = getComputedStyle(e);
    const [a, b] = [luminance(rgb(style.color)), luminance(background(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) low.push(node.textContent.trim().slice(0, 40) + ' ' + ratio.toFixed(2));
  }
  return low;
})()`;
