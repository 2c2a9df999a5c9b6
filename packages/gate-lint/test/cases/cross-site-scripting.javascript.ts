export const ng = [
  `app.get('/hello', (req, res) => {
  res.send(\`<h1>Hello \${req.query.name}</h1>\`); // ng
});`,
  `app.get('/echo', (req, res) => {
  const message = req.query.message;
  res.status(404).send('<p>Not found: ' + message + '</p>'); // ng
});`,
  `const params = new URLSearchParams(window.location.search);
document.getElementById('greeting').innerHTML = 'Hello ' + params.get('name'); // ng`,
  `const tag = decodeURIComponent(location.hash.slice(1));
document.write('<b>' + tag + '</b>'); // ng`,
  `const ejs = require('ejs');
router.post('/preview', async (ctx) => {
  ctx.type = 'html';
  ctx.body = ejs.render(ctx.request.body.template, { user: 'x' }); // ng
});`,
  `export async function GET(request: Request) {
  const name = new URL(request.url).searchParams.get('name');
  return new Response(\`<p>\${name}</p>\`, { headers: { 'content-type': 'text/html' } }); // ng
}`,
  `fastify.get('/search', async (request, reply) => {
  const { q } = request.query;
  reply.type('text/html').send('<em>' + q + '</em>'); // ng
});`,
  `socket.onmessage = (event) => {
  const { html } = JSON.parse(event.data);
  list.insertAdjacentHTML('beforeend', html); // ng
};`,
];

/** Markup of JSX; run as .jsx and .tsx. */
export const ngJsx = [
  `import { useSearchParams } from 'next/navigation';
export function Back() {
  const searchParams = useSearchParams();
  const target = () => (searchParams.get('to') ? searchParams.get('to') : '/home');
  return <a href={target()}>back</a>; // ng
}`,
  `import { useSearchParams } from 'next/navigation';
const orHome = (url) => url ?? '/home';
export function Next() {
  const searchParams = useSearchParams();
  return <a href={orHome(searchParams.get('to'))}>next</a>; // ng
}`,
  `import { useSearchParams } from 'next/navigation';
export function Banner() {
  const params = useSearchParams();
  return <div dangerouslySetInnerHTML={{ __html: params.get('message') }} />; // ng
}`,
  `export default function Page({ searchParams }) {
  const html = '<b>' + searchParams.title + '</b>';
  return <section dangerouslySetInnerHTML={{ __html: html }}></section>; // ng
}
export const Page2 = 1;
function ArticlePage({ searchParams }) {
  return <div dangerouslySetInnerHTML={{ __html: searchParams.body }} />;
}`,
  `import { useEffect, useState } from 'react';
export function Comment({ id }) {
  const [comment, setComment] = useState('');
  useEffect(() => {
    fetch('/api/comments/' + id).then((response) => response.json()).then((data) => setComment(data.html));
  }, [id]);
  return <p dangerouslySetInnerHTML={{ __html: comment }} />; // ng
}`,
  `export function Back() {
  const to = new URLSearchParams(window.location.search).get('back');
  return <a href={to}>Back</a>; // ng
}`,
  `import { useRouter } from 'next/router';
export default function Preview() {
  const router = useRouter();
  const { content } = router.query;
  return <div dangerouslySetInnerHTML={{ __html: \`<p>\${content}</p>\` }} />; // ng
}`,
];

export const ngVue = [
  `<template>
  <a :href="$route.query.back">back</a>
</template>`,
  `<template>
  <div v-html="message" />
</template>
<script setup>
import { useRoute } from 'vue-router';
const route = useRoute();
const message = route.query.message;
</script>`,
  `<template>
  <p v-html="$route.query.text"></p>
</template>
<script>
export default { name: 'Note' };
</script>`,
  `<script setup lang="ts">
import { ref, onMounted } from 'vue';
const html = ref<string>('');
onMounted(async () => {
  const response = await fetch('/api/note');
  html.value = await response.text();
});
</script>
<template>
  <article v-html="html"></article>
</template>`,
];

export const ngSvelte = [
  `<script>
  let target = new URLSearchParams(location.search).get('back');
</script>
<a href={target}>back</a>`,
  `<script>
  import { page } from '$app/stores';
</script>
{@html $page.url.searchParams.get('note')}`,
  `<script>
  import { page } from '$app/state';
</script>
{@html page.url.searchParams.get('note')}`,
  `<script>
  import { page } from '$app/stores';
  $: note = $page.url.searchParams.get('note');
</script>
{@html note}`,
  `<script>
  let note = $state(location.hash);
  const shown = $derived(decodeURIComponent(note));
</script>
{@html shown}`,
  `<script>
  const name = new URLSearchParams(window.location.search).get('name');
</script>
<p>{@html name}</p>`,
  `<script lang="ts">
  const hash: string = location.hash.slice(1);
  const text = 'Hello ' + decodeURIComponent(hash);
</script>
{@html text}`,
];

export const lookAlike = [
  `import escapeHtml from 'escape-html';
app.get('/hello', (req, res) => {
  res.send(\`<h1>Hello \${escapeHtml(req.query.name)}</h1>\`);
});`,
  `app.get('/json', (req, res) => {
  res.json({ name: req.query.name });
  res.send({ name: req.query.name });
});`,
  `const params = new URLSearchParams(window.location.search);
document.getElementById('greeting').textContent = 'Hello ' + params.get('name');`,
  `import DOMPurify from 'dompurify';
const params = new URLSearchParams(window.location.search);
document.body.innerHTML = DOMPurify.sanitize(params.get('html'));`,
  `const icon = '<svg viewBox="0 0 1 1"></svg>';
document.getElementById('icon').innerHTML = icon;
document.getElementById('list').innerHTML = '';`,
  `app.get('/page', (req, res) => {
  res.render('page.ejs', { name: req.query.name });
});`,
  `app.get('/raw', (req, res) => {
  res.type('text/plain').send('You said ' + req.query.text);
});`,
  `app.get('/total', (req, res) => {
  const count = Number(req.query.count);
  res.send(\`<p>\${count} items</p>\`);
});`,
];

export const lookAlikeJsx = [
  `import { usePathname, useSearchParams } from 'next/navigation';
export function Tabs({ windows }) {
  const pathname = usePathname();
  const searchParams = useSearchParams();
  function allHref() {
    const params = new URLSearchParams(searchParams.toString());
    params.delete('tags');
    const query = params.toString();
    return query ? \`\${pathname}?\${query}\` : pathname;
  }
  const windowHref = (name) => \`\${pathname}?window=\${name}&\${searchParams.toString()}\`;
  return <><a href={allHref()}>all</a>{windows.map((name) => <a href={windowHref(name)}>{name}</a>)}</>;
}`,
  `export default async function Page({ params }) {
  const { slug } = await params;
  const href = slug === 'all' ? \`/categories/\${slug}\` : \`/categories/\${slug}?window=7d\`;
  return <a href={href}>next</a>;
}`,
  `export function Hello() {
  const name = new URLSearchParams(window.location.search).get('name');
  return <p title={name}>{name}</p>;
}`,
  `import DOMPurify from 'dompurify';
export function Note({ searchParams }) {
  return <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(searchParams.text) }} />;
}`,
  `const LICENCE = '<p>Apache-2.0</p>';
export const Licence = () => <div dangerouslySetInnerHTML={{ __html: LICENCE }} />;`,
  `export function Link({ searchParams }) {
  return <a href={\`/items?page=\${searchParams.page}\`}>Next</a>;
}`,
  `export function Article({ html }) {
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}`,
];

export const lookAlikeVue = [
  `<template>
  <a :href="'/search?q=' + $route.query.q" :title="$route.query.q" :class="$route.query.theme">search</a>
</template>`,
  `<template>
  <p>{{ $route.query.text }}</p>
</template>
<script setup>
const html = '<b>fixed</b>';
</script>`,
  `<template>
  <p v-html="clean" />
</template>
<script setup>
import DOMPurify from 'dompurify';
import { useRoute } from 'vue-router';
const clean = DOMPurify.sanitize(useRoute().query.text);
</script>`,
];

export const lookAlikeSvelte = [
  `<script>
  import { page } from '$app/stores';
</script>
<a href="/items?{$page.url.searchParams}" title={$page.params.slug}>all</a>
<a href={$page.url.pathname}>here</a>`,
  `<script>
  const name = new URLSearchParams(window.location.search).get('name');
</script>
<p>{name}</p>`,
  `<script>
  import sanitizeHtml from 'sanitize-html';
  export let note;
  const html = sanitizeHtml(note);
</script>
{@html html}`,
];
