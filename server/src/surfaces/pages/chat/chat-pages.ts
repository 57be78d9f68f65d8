// Pages with the chat on them: `/chat/:siteKey`, which is nothing else, for links; `/demo`, a shop that is not one; and
// `/chat/preview`, on which the settings show a site before it is saved.
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { type Html, html } from '../html.ts'
import { PAGE_HEADERS, PREVIEW_HEADERS } from '../page-headers.ts'

/** They have nothing to hide and nothing to be found by. */
const UNFOUND = { 'x-robots-tag': 'noindex', 'cache-control': 'no-store' }
const HEADERS = { ...PAGE_HEADERS, ...UNFOUND }

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const styles = {
  '/chat.css': read('./chat.css'),
  '/demo.css': read('./demo.css'),
  '/chat/preview.css': read('./preview.css'),
}

/** Whether a site key is one only the chat's own calls can tell: a page with a wrong one has no launcher on it. */
export function mountChatPages(app: FastifyInstance): void {
  for (const [path, text] of Object.entries(styles))
    app.get(path, (_, reply) => reply.type('text/css; charset=utf-8').send(text))
  app.get<{ Params: { siteKey: string } }>('/chat/:siteKey', (request, reply) =>
    reply.headers(HEADERS).send(chatPage(request.params.siteKey)),
  )
  app.get('/chat/preview', (_, reply) =>
    reply.headers({ ...PREVIEW_HEADERS, ...UNFOUND }).send(previewPage()),
  )
  app.get<{ Querystring: { site_key?: string | string[] } }>('/demo', (request, reply) => {
    const { site_key: siteKey } = request.query
    return reply.headers(HEADERS).send(demoPage(typeof siteKey === 'string' ? siteKey.trim() : ''))
  })
}

function chatPage(siteKey: string): string {
  return page(
    'Chat',
    '/chat.css',
    html`<main id="chat"></main>
<script src="/widget.js" data-site-key="${siteKey}" data-target="#chat" async></script>
<noscript><p>This chat needs JavaScript.</p></noscript>`,
  )
}

/** Empty until the page around it says what to show: some lines where a shop would have its words. */
function previewPage(): string {
  return page(
    'Preview',
    '/chat/preview.css',
    html`<main aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></main>
<script type="module" src="/chat/preview.js"></script>`,
  )
}

function demoPage(siteKey: string): string {
  return page('Demo', '/demo.css', siteKey === '' ? withoutKey : shop(siteKey))
}

/** What a site includes, and nothing more. */
const shop = (siteKey: string) => html`<header><b>Pottle &amp; Pan</b><nav><a href="#kettles">Kettles</a><a
  href="#grinders">Grinders</a><a href="#help">Help</a></nav></header>
<main>
<div class="picture">${kettle}</div>
<div class="words"><p class="kind">Kettles</p>
<h1>K2 kettle, sand</h1>
<p>Heavy base, light pour. Boils a litre in two minutes forty and stays quiet about it.</p>
<p class="price">€ 89.00</p>
<ul><li>1.5 litres, 2200 W</li><li>Seal and filter can be replaced</li><li>Two years to change your mind</li></ul>
<p class="aside">A page made up to show the chat on. The tag below is all it takes:</p>
<pre><code>&lt;script src="/widget.js" data-site-key="${siteKey}" async&gt;&lt;/script&gt;</code></pre>
<p class="aside"><a href="/chat/${encodeURIComponent(siteKey)}">The same chat as a page of its own</a></p></div>
</main>
<script src="/widget.js" data-site-key="${siteKey}" async></script>`

const withoutKey = html`<header><b>Pottle &amp; Pan</b></header>
<main><div class="words"><h1>Which site?</h1>
<p>This page shows the chat of one of your sites. Its key stands in the settings, under Integrations.</p>
<form action="/demo"><label for="site_key">Site key</label> <input id="site_key" name="site_key" required
  autocomplete="off" spellcheck="false"> <button>Show the chat</button></form></div></main>`

const kettle = html`<svg viewBox="0 0 360 400" role="img" aria-label="A kettle in sand">
<ellipse class="shade" cx="176" cy="366" rx="136" ry="12"/>
<path class="handle" d="M252 130c58-8 84 34 74 92-8 46-36 82-72 88"/>
<path class="body" d="M92 128h170l26 206a22 22 0 0 1-22 25H88a22 22 0 0 1-22-25Z"/>
<path class="spout" d="M92 150 40 120c-8-5-5-16 4-16l60-1"/>
<path class="lid" d="M86 128c0-34 40-56 91-56s91 22 91 56Z"/>
<rect class="dark" x="156" y="48" width="42" height="26" rx="8"/>
<rect class="dark" x="60" y="342" width="234" height="20" rx="9"/></svg>`

function page(title: string, style: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
</head>
<body>
${body}
</body>
</html>`.markup
}
