/**
 * The style sheet. Unknown is drawn as engineers draw what a section does not show: hatched. Nothing else is.
 * Colours are named by what they mean; both themes hold WCAG AA contrast (test/html-colours.test.ts).
 */
export const STYLE = String.raw`
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f7f9, #0e1115);
  --sheet: light-dark(#ffffff, #161a20);
  --raised: light-dark(#f0f2f5, #1e242c);
  --line: light-dark(#d9dee5, #2c343e);
  --ink: light-dark(#161b22, #e7eaee);
  --soft: light-dark(#55606e, #9ba6b4);
  --link: light-dark(#1a5bb8, #82b4ff);
  --critical: light-dark(#a30f3c, #ff7d9c);
  --high: light-dark(#b8400a, #ff9466);
  --medium: light-dark(#876000, #e3b654);
  --low: light-dark(#1f6b8a, #7cc4e0);
  --info: light-dark(#5a6675, #a0abb8);
  --ok: light-dark(#18713d, #5ccf8f);
  --unknown: light-dark(#5a2ca8, #bda4ff);
  --unknown-sheet: light-dark(#f6f2fd, #1c1829);
  --hatch: light-dark(#d9cbf3, #3d3160);
  --mark: light-dark(#ffe9a8, #5a4505);
  --hit: light-dark(#fff8e0, #262114);
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0 auto; padding: 0 clamp(1rem, 4vw, 3rem) 3rem; max-width: 88rem;
  background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums; text-size-adjust: 100%; overflow-wrap: anywhere;
}
h1, h2, h3, h4, h5, p, ul, ol, dl, dd, fieldset, pre, table { margin: 0; padding: 0; }
h2 { font-size: 1.25rem; line-height: 1.3; letter-spacing: -.01em; margin-bottom: .75rem; }
h3 { font-size: 1rem; line-height: 1.4; }
h4, h5 { font-size: .9rem; margin-top: .5rem; }
ul, ol { list-style: none; }
code, pre { font-family: var(--mono); font-size: .86em; }
pre { overflow-wrap: normal; }
a { color: var(--link); text-underline-offset: .2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
[hidden] { display: none !important; }
.vh, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { position: absolute; top: .5rem; left: .5rem; padding: .5rem .75rem; background: var(--sheet); z-index: 9; }
.sheet { position: absolute; }
.n { font-variant-numeric: tabular-nums; color: var(--soft); }
.muted, .note, .sub, .from { color: var(--soft); }
main > section { margin-top: 2.75rem; }

button, select, input { font: inherit; color: inherit; }
button, select, input[type="search"] { background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: .35rem .7rem; min-height: 2.25rem; }
button { cursor: pointer; }
button:hover, select:hover { border-color: var(--soft); }
summary, .js .row { cursor: pointer; }

.top { display: flex; align-items: center; gap: 1rem; padding: .9rem 0; border-bottom: 5px double var(--line); }
.brand { font-weight: 700; letter-spacing: .01em; }
.when { color: var(--soft); margin-right: auto; }
#facets { display: none; }
#theme { font-size: .85rem; min-height: 2rem; padding: .2rem .65rem; }

.icon { width: 1.05rem; height: 1.05rem; flex: none; vertical-align: -.18em; }
.icon .cut, symbol .cut { stroke: var(--sheet); }
.icon.unknown { color: var(--unknown); }
.icon.fails { color: var(--critical); }
.icon.findings { color: var(--medium); }
.icon.clean { color: var(--ok); }
.icon.skipped { color: var(--soft); }

.verdict { margin-top: 2rem !important; }
.lead { display: flex; gap: 1.1rem; align-items: flex-start; }
.lead .icon { width: 3.1rem; height: 3.1rem; margin-top: .1rem; }
h1 { font-size: clamp(1.6rem, 1.1rem + 2.4vw, 2.5rem); line-height: 1.15; letter-spacing: -.025em; font-weight: 680; text-wrap: balance; }
h1 span { display: block; }
.verdict.findings h1 span:first-child { color: var(--critical); }
.verdict.findings h1 span + span, .verdict.incomplete h1 { color: var(--unknown); }
.verdict.clean h1 { color: var(--ok); }
.lead p { margin-top: .5rem; max-width: 75ch; }
.exit { color: var(--soft); }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; margin-top: 1.6rem; }
.panel { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem 1.2rem; }
.panel h2 { font-size: 1.05rem; margin-bottom: .8rem; }
.panel.found { border-top: 6px solid var(--critical); }
.panel.unknown {
  background: var(--unknown-sheet); border-color: var(--hatch); position: relative; padding-top: calc(1.1rem + 5px); overflow: hidden;
}
.panel.unknown::before {
  content: ""; position: absolute; inset: 0 0 auto; height: 6px;
  background: repeating-linear-gradient(135deg, var(--unknown) 0 3px, var(--hatch) 3px 8px);
}
.panel.unknown h2 { color: var(--unknown); }
.panel .note { font-size: .87rem; margin-top: .8rem; }
.panel .note b { color: var(--ink); }
.tally { width: 100%; border-collapse: collapse; }
.tally th { text-align: left; font-weight: 500; width: 6.5rem; padding: .28rem 0; }
.tally td { padding: .28rem 0; }
.tally td.n { width: 4.5rem; text-align: right; padding-right: 1rem; color: var(--ink); font-weight: 600; }
.tally .none th, .tally .none td.n { color: var(--soft); font-weight: 400; }
.bar { display: block; width: 100%; height: .6rem; fill: currentColor; }
.s-critical { color: var(--critical); } .s-high { color: var(--high); } .s-medium { color: var(--medium); }
.s-low { color: var(--low); } .s-info { color: var(--info); }

.failing { margin-top: .9rem; padding-top: .8rem; border-top: 1px solid var(--line); }
.failing li + li { margin-top: .3rem; }
.reasons li + li { margin-top: .9rem; padding-top: .9rem; border-top: 1px solid var(--line); }
.panel .failing { margin-top: .9rem; padding-top: .8rem; border-top: 1px solid var(--line); }
.failing li + li { margin-top: .3rem; }
.reasons li + li { border-color: var(--hatch); }
.what b { font-weight: 600; }
.todo { margin-top: .15rem; }
.todo::before { content: "To do: "; color: var(--soft); }
.from { font-size: .84rem; margin-top: .2rem; overflow-wrap: anywhere; }
.more { margin-top: .9rem; padding-top: .8rem; border-top: 1px solid var(--hatch); }
.more > summary { font-weight: 600; color: var(--unknown); }
.more .reasons { margin-top: .9rem; }

.scroll { position: relative; overflow: auto; max-height: 34rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; }
.scroll table { border-collapse: separate; border-spacing: 0; min-width: 100%; font-size: .92rem; }
.scroll th, .scroll td { text-align: left; vertical-align: top; padding: .6rem .9rem; border-top: 1px solid var(--line); }
.scroll thead th { position: sticky; top: 0; z-index: 1; background: var(--raised); border-top: 0; font-weight: 600; font-size: .84rem; white-space: nowrap; }
.scroll tbody tr:first-child > * { border-top: 0; }
.matrix th[scope="row"] { font-weight: 500; font-family: var(--mono); font-size: .84rem; position: sticky; left: 0; background: var(--sheet); min-width: 7rem; max-width: 18rem; }
.matrix thead th:first-child { left: 0; z-index: 2; position: sticky; }
.matrix td { min-width: 8.5rem; border-left: 1px solid var(--line); }
.matrix td > div { display: flex; gap: .55rem; }
.matrix td .icon { margin-top: .16rem; }
.matrix td p > span { display: block; }
.matrix td p > span.note { font-size: .82rem; }
.matrix td.unknown { background: repeating-linear-gradient(135deg, var(--unknown-sheet) 0 7px, color-mix(in srgb, var(--hatch) 45%, var(--unknown-sheet)) 7px 9px); }
.matrix td.unknown b { color: var(--unknown); font-weight: 600; }
.matrix td.blank { background: var(--page); }
.evidence { margin-top: .9rem; }
.evidence > summary { color: var(--soft); padding: .3rem 0; }
.evidence .scroll { margin-top: .6rem; }
.evidence td, .evidence th[scope="row"] { min-width: 7rem; } .evidence td.outcome { min-width: 15rem; } .evidence .icon { margin-right: .2rem; }
.waivers td { min-width: 9rem; } .waivers td:first-child, .waivers td:last-child { min-width: 15rem; }
.evidence td.differs { color: var(--unknown); font-weight: 600; }
.check { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; margin-bottom: .6rem; }
.check > summary { padding: .6rem 1rem; }
.check > summary .muted { font-size: .88rem; margin-left: .35rem; }
.check .scroll { border-width: 1px 0 0; border-radius: 0 0 10px 10px; max-height: none; }
.check th[scope="row"] { font-weight: 500; white-space: nowrap; }
.check td:nth-child(2) { min-width: 11.5rem; } .check td:nth-child(3) { min-width: 18rem; }
.check tr.unknown td:nth-child(2) { color: var(--unknown); font-weight: 600; } .check tr.fails td:nth-child(2) { font-weight: 600; }
.check tr.skipped td { color: var(--soft); }
.check .to { font-size: .86rem; margin-top: .2rem; } .check .to a { margin-right: .9rem; }
.plain li + li { margin-top: .35rem; }
.bad { color: var(--unknown); font-weight: 500; }

.columns { display: grid; gap: 1.25rem; }
.filters { display: grid; gap: 1rem; align-content: start; }
fieldset { border: 0; min-width: 0; }
legend { font-size: .84rem; font-weight: 600; color: var(--soft); padding: 0; margin-bottom: .25rem; }
.filters .search input { width: 100%; }
.filters label { display: flex; align-items: center; gap: .5rem; cursor: pointer; min-height: 1.9rem; }
.filters label .n { margin-left: auto; font-size: .86rem; }
.filters label span { overflow-wrap: anywhere; }
.filters select { width: 100%; }
.filters input[type="checkbox"], .filters input[type="radio"] { width: 1rem; height: 1rem; margin: 0; accent-color: var(--link); flex: none; }
.filters label.off { color: var(--soft); cursor: default; opacity: .65; }
.by label { display: inline-flex; margin-right: 1rem; }
.acts { display: flex; gap: .5rem; }
.acts button { font-size: .88rem; }
.dot { display: inline-block; overflow: hidden; text-indent: 2rem; white-space: nowrap; width: .62rem; height: .62rem; border-radius: 2px; background: currentColor; flex: none; }
.dot.s-low, .dot.s-info { background: none; box-shadow: inset 0 0 0 2px currentColor; }
#count { font-weight: 600; margin-bottom: .75rem; min-height: 1.5rem; }
#nothing { background: var(--sheet); border: 1px dashed var(--line); border-radius: 10px; padding: 1.25rem; }
.cut-off { background: var(--unknown-sheet); border: 1px solid var(--hatch); border-radius: 8px; padding: .6rem .9rem; margin-bottom: 1rem; }

.group { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; margin-bottom: 1rem; overflow: clip; }
.group > header { padding: .9rem 1.1rem .8rem; }
.group .sub { font-size: .87rem; margin-top: .15rem; }
.sev { font-weight: 650; }
.group .sub .n::before { content: "· "; }
.help { margin-top: .45rem; font-size: .94rem; }
.help > summary { color: var(--link); width: fit-content; font-size: .88rem; }
.help > div { max-width: 75ch; padding: .4rem 0 .2rem; }
.help p, .help ol, .help ul { margin-top: .55rem; }
.help ol { list-style: decimal; padding-left: 1.4rem; } .help ul { list-style: disc; padding-left: 1.4rem; }
.facts { display: flex; flex-wrap: wrap; gap: .3rem 1rem; font-size: .86rem; color: var(--soft); }
.sample { background: var(--raised); border-radius: 6px; padding: .6rem .8rem; overflow-x: auto; margin-top: .4rem; }
.many[data-by="file"] .group { content-visibility: auto; contain-intrinsic-size: auto 14rem; }
.group > ol > li { border-top: 1px solid var(--line); }
.many .group > ol { content-visibility: auto; contain-intrinsic-size: auto calc(var(--rows, 50) * 3.7rem); }
.group > ol :is(summary, .row) { padding: .6rem 1.1rem; display: grid; grid-template-columns: auto minmax(0, 1fr) auto auto; column-gap: .7rem; align-items: baseline; list-style: none; }
.group > ol summary::-webkit-details-marker { display: none; }
.js .group > ol .row:hover, .group > ol summary:hover { background: var(--raised); }
.group > ol :is(summary, .row):focus-visible { outline-offset: -2px; }
.group > ol :is(summary, .row) .dot { transform: translateY(.02rem); }
.js .group > ol .row::after, .group > ol summary::after {
  content: ""; grid-column: 4; grid-row: 1; width: .45rem; height: .45rem; align-self: center;
  border: solid var(--soft); border-width: 0 2px 2px 0; transform: rotate(45deg) translate(-.1rem, -.1rem);
}
.group > ol details[open] > summary::after { transform: rotate(225deg) translate(-.1rem, -.1rem); }
#groups:not([data-by="file"]) .about { display: none; }
.group > ol .m { grid-column: 2; }
.group > ol .p { grid-column: 2 / -1; color: var(--soft); }
.group > ol details[open] > summary .p { color: var(--ink); }
.tag { grid-column: 3; font-size: .78rem; font-weight: 600; border: 1px solid var(--line); border-radius: 4px; padding: 0 .4rem; color: var(--soft); white-space: nowrap; }
.new .tag { color: var(--high); border-color: currentColor; } .fixed .tag { color: var(--ok); border-color: currentColor; }
.waived .m, .fixed .m { color: var(--soft); }
.body { padding: .1rem 1.1rem 1rem 2.42rem; display: grid; gap: .7rem; grid-template-columns: minmax(0, 1fr); }
.code { font-size: .84rem; border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; padding: .35rem 0; line-height: 1.6; tab-size: 4; background: var(--sheet); }
.code span { width: max-content; min-width: 100%; }
.code span { display: block; padding-right: 1rem; }
.code span::before { content: attr(data-n); display: inline-block; width: 3.6rem; padding-right: 1rem; margin-right: .4rem; text-align: right; color: var(--soft); user-select: none; }
.code .hit { background: var(--hit); box-shadow: inset 3px 0 var(--medium); }
mark { background: var(--mark); color: inherit; border-radius: 2px; }
.waiver, .fix { border-left: 3px solid var(--line); padding-left: .75rem; }
.fix { border-color: var(--ok); }
.related ol { margin-top: .2rem; }
.related h4 { margin: 0; }
.body .ids { display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; font-size: .83rem; color: var(--soft); }
.body .ids code { color: var(--ink); }
.body .tools { display: flex; gap: .5rem; flex-wrap: wrap; }
.body .tools button { font-size: .84rem; min-height: 2rem; padding: .15rem .6rem; }
.body .help { display: block; margin: 0; border-left: 3px solid var(--line); padding-left: .75rem; }

#left ~ details { border-top: 1px solid var(--line); padding: .45rem 0; }
.paths { padding: .3rem 0 .3rem 1.2rem; }
section > h3 { margin: 1rem 0 .5rem; }
.run { display: grid; gap: .35rem; }
.run div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .75rem; }
.run dt { color: var(--soft); }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 5px double var(--line); color: var(--soft); font-size: .87rem; }

@media (min-width: 62rem) {
  .columns { grid-template-columns: 14.5rem minmax(0, 1fr); gap: 2rem; }
  .filters { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow: auto; padding: 2px; }
}
@media (max-width: 61.99rem) {
  .filters { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; }
  .filters fieldset.severity, .filters fieldset.state, .filters fieldset.gate { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; }
  #facets { display: block; }
  .filters:not(.open) :is(fieldset, .acts) { display: none !important; }
  .filters { grid-template-columns: minmax(0, 1fr) auto; gap: .8rem; } .filters :is(fieldset, .acts) { grid-column: 1 / -1; }
  .filters legend { float: left; width: 100%; }
  .filters label .n { margin-left: 0; }
}
@media (max-width: 34rem) {
  .lead { gap: .8rem; } .lead .icon { width: 2.1rem; height: 2.1rem; }
  .panel, .group > header { padding-left: .9rem; padding-right: .9rem; }
  .group > ol :is(summary, .row) { padding-left: .9rem; padding-right: .9rem; }
  .body { padding-left: .9rem; padding-right: .9rem; }
  .run div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .code span::before { width: 2.7rem; padding-right: .6rem; }
  .check thead { display: none; } .check tr { display: grid; padding: .5rem .9rem; border-top: 1px solid var(--line); }
  .check tr > * { border: 0; padding: 0; } .check td:nth-child(3) { min-width: 0; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; font-size: 10.5pt; background: #fff; }
  #theme, .filters, .tools, .skip, .copy { display: none !important; }
  .columns { display: block; }
  .scroll { max-height: none; overflow: visible; }
  .many .group > ol, .many .group { content-visibility: visible !important; } .group > ol > li { break-inside: avoid; }
  .panel, .matrix tr { break-inside: avoid; }
  .code { white-space: pre-wrap; }
  .code span { width: auto; }
  * { print-color-adjust: exact; }
}
@media (forced-colors: active) {
  .bar, .dot { forced-color-adjust: none; }
  .panel.unknown { border: 3px dashed; }
}
`;
