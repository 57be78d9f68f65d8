// The one-time first-run page: creates the organisation and its owner. Works without its script, which only adds comfort.
import type { SetUpInput } from '../../core/accounts/set-up.ts'
import { type Html, html } from './html.ts'
import { type Language, languages, setupWords } from './setup-words.ts'

export type FormProblem = { field: string; message: string }

const FIELDS = [
  { name: 'organisation', type: 'text', autocomplete: 'organization' },
  { name: 'prefix', type: 'text', autocomplete: 'off' },
  { name: 'name', type: 'text', autocomplete: 'name' },
  { name: 'email', type: 'email', autocomplete: 'username' },
  { name: 'password', type: 'password', autocomplete: 'new-password' },
] as const

/** Where the page is, and whose words it speaks. */
export type SetupPlace = { path: string; language: Language; picked: boolean }

/** The form, with what was typed and, after a refused try, the reason beside the field it is about. */
export function setupForm(place: SetupPlace, given: Partial<SetUpInput>, problem?: FormProblem): string {
  const words = setupWords[place.language]
  const [first] = FIELDS
  const begin = FIELDS.find(({ name }) => name === problem?.field) ?? first
  const fields = FIELDS.map(({ name, type, autocomplete }) => {
    const { label, hint } = words[name]
    const wrong = problem?.field === name ? words.refusal(problem.message) : ''
    const value = name === 'password' ? '' : (given[name] ?? (name === 'prefix' ? 'ASM' : ''))
    return html`<div class="field field-${name}">
      <label for="${name}">${label}</label>
      <div class="box"><input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"
        aria-describedby="${name}-hint"${wrong ? html` aria-invalid="true"` : html``}${
          name === begin.name ? html` autofocus` : html``
        } required></div>
      <p id="${name}-hint" class="${wrong ? 'wrong' : 'hint'}"${
        name === 'password' ? html` role="status"` : html``
      }>${wrong || hint}</p>
    </div>`
  })
  const general =
    problem && !FIELDS.some((field) => field.name === problem.field) ? words.refusal(problem.message) : ''
  // The script has no words of its own.
  const { create, creating, show, hide, showPassword } = words
  return page(
    place,
    words.title,
    html`<h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    <div role="alert">${general ? html`<p class="refusal">${general}</p>` : html``}</div>
    <form method="post" action="${addressOf(place)}" data-show="${show}" data-hide="${hide}"
      data-show-password="${showPassword}" data-creating="${creating}">${fields}<button
      type="submit" class="filled">${create}</button></form>`,
    words.foot,
  )
}

/** For whoever follows the link again. */
export function setupUsed(place: SetupPlace): string {
  const { used } = setupWords[place.language]
  return page(
    place,
    used.title,
    html`<h1>${used.heading}</h1>
    <p class="lead">${used.lead}</p>
    <p><a class="filled" href="${place.picked ? `/?lang=${place.language}` : '/'}">${used.open}</a></p>`,
    used.foot,
  )
}

/** A language that was picked goes along; otherwise the browser says it again. */
function addressOf({ path, language, picked }: SetupPlace): string {
  return picked ? `${path}?lang=${language}` : path
}

function languageLinks({ path, language }: SetupPlace): Html {
  const links = Object.entries(languages).map(([code, name]) =>
    code === language
      ? html`<span lang="${code}" aria-current="true">${name}</span>`
      : html`<a lang="${code}" hreflang="${code}" href="${path}?lang=${code}">${name}</a>`,
  )
  return html`<nav class="languages" aria-label="${setupWords[language].language}">${links}</nav>`
}

function page(place: SetupPlace, title: string, body: Html, foot: string): string {
  return html`<!doctype html>
<html lang="${place.language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#f3f5f7" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#0f1417" media="(prefers-color-scheme: dark)">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/setup.css">
<script src="/setup.js" defer></script>
</head>
<body><main>
<div class="side">
<div class="top"><p class="brand"><span class="logo"></span>Parley</p>${languageLinks(place)}</div>
<div class="middle">${body}</div>
<p class="foot">${foot}</p>
</div>
${picture}
</main></body>
</html>`.markup
}

type Voice = 'contact' | 'assistant' | 'human'

/** The wordless conversation of the sign-in page: whoever sets it up should recognise the place. */
const turn = (
  voice: Voice,
  ...lines: string[]
): Html => html`<div class="turn ${voice}"><span class="mark"></span>
  <span class="words"><i class="who"></i><span class="said">${lines.map((width) => html`<i class="w${width}"></i>`)}</span></span></div>`

const picture = html`<div class="picture" aria-hidden="true"><div class="thread">${[
  turn('contact', '62', '38'),
  turn('assistant', '88', '94', '54'),
  turn('contact', '46'),
  html`<div class="knot"><span></span></div>`,
  turn('human', '82', '64'),
  turn('contact', '34'),
  turn('human', '58'),
]}</div></div>`
