// The one-time first-run page: creates the organisation and its owner, shows the credentials once. Needs no script.
import type { NewOrganisation, SetUpInput } from '../../core/accounts/set-up.ts'
import { type Html, html } from './html.ts'

export type FormProblem = { field: string; message: string }

const FIELDS = [
  { name: 'organisation', label: 'Organisation', type: 'text', autocomplete: 'organization', hint: '' },
  {
    name: 'name',
    label: 'Your name',
    type: 'text',
    autocomplete: 'name',
    hint: 'Shown to the people you answer.',
  },
  { name: 'email', label: 'Your e-mail', type: 'email', autocomplete: 'username', hint: '' },
  {
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'new-password',
    hint: 'At least 10 characters.',
  },
  {
    name: 'prefix',
    label: 'Ticket prefix',
    type: 'text',
    autocomplete: 'off',
    hint: 'Tickets will be called ASM-1, ASM-2 and so on.',
  },
] as const

/** The form, with what was typed and, after a refused try, the reason beside the field it is about. */
export function setupForm(path: string, given: Partial<SetUpInput>, problem?: FormProblem): string {
  const fields = FIELDS.map(({ name, label, type, autocomplete, hint }) => {
    const wrong = problem?.field === name ? sentence(problem.message) : ''
    const value = name === 'password' ? '' : (given[name] ?? (name === 'prefix' ? 'ASM' : ''))
    return html`<div class="field">
      <label for="${name}">${label}</label>
      <input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"
        aria-describedby="${name}-hint"${wrong ? html` aria-invalid="true"` : html``} required>
      <p id="${name}-hint" class="${wrong ? 'wrong' : 'hint'}">${wrong || hint}</p>
    </div>`
  })
  const general =
    problem && !FIELDS.some((field) => field.name === problem.field) ? sentence(problem.message) : ''
  return page(
    'Set up Parley',
    html`<h1>Set up Parley</h1>
    <p class="lead">One organisation and its owner. This page works once.</p>
    <div role="alert">${general ? html`<p class="wrong">${general}</p>` : html``}</div>
    <form method="post" action="${path}">${fields}<button type="submit">Create organisation</button></form>`,
  )
}

/** Errors are worded to stand inside a program's answer; on a page they are sentences. */
function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
}

/** Shown once: nothing on it can be shown again, for only hashes are stored. */
export function setupDone(baseUrl: string, shown: NewOrganisation): string {
  const curl = `curl -X POST ${baseUrl}/interaction \\
  -H "Authorization: ${shown.api_key}" \\
  -F "query=The kettle lid does not close"`
  const rows = [
    ['API key', shown.api_key, 'sends tickets'],
    ['Access token', shown.access_token, 'reads and answers, as you'],
    ['Site key', shown.site_key, 'public, for the chat widget'],
    ['Site secret key', shown.secret_key, 'for your own server'],
    ['Client ID', shown.client_id, 'for assistants'],
    ['Client secret', shown.client_secret, 'for assistants'],
  ].map(
    ([label = '', value = '', use = '']) =>
      html`<tr><th scope="row">${label}<span class="hint">${use}</span></th><td><code>${value}</code></td></tr>`,
  )
  return page(
    'Parley is set up',
    html`<h1>Parley is set up</h1>
    <p class="lead">Copy these now. They are stored hashed and will not be shown again.</p>
    <table>${rows}</table>
    <h2>Send a first ticket</h2>
    <pre><code>${curl}</code></pre>
    <p><a class="button" href="/">Open the inbox</a></p>`,
  )
}

function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/setup.css">
</head>
<body><main>${body}</main></body>
</html>`.markup
}
