import { type Html, html } from '../html.ts'

/** Our own texts, in which Markdown means `code` and blank lines, and nothing else. */
export function prose(text: string): Html {
  return html`${text.split(/\n\n+/).map((paragraph) => html`<p>${inline(paragraph)}</p>`)}`
}

export function inline(text: string): Html[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))
}

/** A block of code. Long lines wrap, so that nothing has to be scrolled sideways. */
export function codeBlock(text: string): Html {
  return html`<pre><code>${text}</code></pre>`
}

/** Indented, but for lists of one plain value. */
export function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/\[\s+("[^"\n]*"|[\d.]+)\s+\]/g, '[$1]')
}
