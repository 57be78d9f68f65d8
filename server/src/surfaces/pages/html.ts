/** HTML that may be inserted into HTML as it is. Only {@link html} makes it. */
export type Html = { readonly markup: string }

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

/** Everything interpolated is text and escaped, unless it came out of `html` itself. */
export function html(strings: TemplateStringsArray, ...values: (string | Html | Html[])[]): Html {
  const parts = strings.map((literal, index) => {
    const value = values[index]
    if (value === undefined) return literal
    if (typeof value === 'string') return literal + escaped(value)
    return literal + (Array.isArray(value) ? value.map((part) => part.markup).join('') : value.markup)
  })
  return { markup: parts.join('') }
}
