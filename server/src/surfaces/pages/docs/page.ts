// The page at /docs: everything of /openapi.json for people to read. Works without a script; docs.js adds the filter.
import type { OpenApi } from '../../../http/openapi.ts'
import { type Html, html } from '../html.ts'
import { headerOf } from './curl.ts'
import { describeSchema } from './fields.ts'
import { methodBadge, operationSection, type Placed, pathParts } from './operation.ts'
import { codeBlock, inline, prose } from './prose.ts'
import { SERVER } from './server-name.ts'

type Group = { name: string; title: string; description: string; tags: { name: string; placed: Placed[] }[] }

export function docsPage(document: OpenApi, assets: { style: string; script: string }): string {
  const groups = groupsOf(document)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley API</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
<script src="${assets.script}" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the routes</a>
<header>
<h1>Parley API</h1>
<p class="quiet">${document.info.version}</p>
<div class="search" hidden>
<label class="for-readers" for="search">Filter routes</label>
<input id="search" type="search" placeholder="Filter routes" autocomplete="off" spellcheck="false">
<kbd aria-hidden="true">/</kbd>
</div>
<p id="found" class="quiet" role="status"></p>
<a href="/openapi.json">openapi.json</a>
</header>
<nav aria-label="Routes">${groups.map(navigation)}</nav>
<main id="content" tabindex="-1">
<section>
${prose(document.info.description)}
<p>This server is <code>${SERVER}</code>. OpenAPI ${document.openapi}: <a href="/openapi.json">openapi.json</a>.</p>
</section>
<section id="credentials"><h2>Credentials</h2>${credentials(document)}</section>
<p id="nothing" hidden>No route has all of these words. <button type="button">Show all routes</button></p>
${groups.map((group) => surfaceSection(document, group))}
<section id="bodies"><h2>Bodies</h2>${bodies(document)}</section>
</main>
</body>
</html>`.markup
}

function groupsOf({ 'x-surfaces': surfaces, tags, paths }: OpenApi): Group[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  return surfaces.map((surface) => ({
    ...surface,
    tags: tags
      .filter((tag) => tag['x-surface'] === surface.name)
      .map(({ name }) => ({ name, placed: all.filter(({ operation }) => operation.tags[0] === name) })),
  }))
}

function navigation({ title, tags }: Group): Html {
  const parts = tags.map(({ name, placed }) => {
    const links = placed.map(
      ({ path, method, operation }) =>
        html`<li><a class="route" href="#${operation.operationId}">${methodBadge(method)} <span>${pathParts(path)}</span></a></li>`,
    )
    const heading = name === title ? html`` : html`<p class="noun">${name}</p>`
    return html`<div class="group">${heading}<ul>${links}</ul></div>`
  })
  return html`<div class="surface"><p class="title">${title}</p>${parts}</div>`
}

function surfaceSection(document: OpenApi, { name, title, description, tags }: Group): Html {
  const sections = tags.flatMap(({ placed }) => placed.map((each) => operationSection(document, each)))
  return html`<section class="surface" id="surface-${name}"><h2>${title}</h2>${prose(description)}${sections}</section>`
}

function credentials({ components }: OpenApi): Html {
  return html`${Object.entries(components.securitySchemes).map(
    ([name, scheme]) =>
      html`<h3 id="credential-${name}">${name}</h3><p>${inline(String(scheme.description))}</p>${codeBlock(headerOf(scheme))}`,
  )}`
}

function bodies({ components }: OpenApi): Html {
  return html`${Object.entries(components.schemas).map(
    ([name, schema]) => html`<h3 id="body-${name}">${name}</h3>${describeSchema(schema)}`,
  )}`
}
