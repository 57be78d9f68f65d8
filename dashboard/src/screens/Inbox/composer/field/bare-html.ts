const UNSEEN = /<(script|style|title|template|noscript)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi
/** A link leads somewhere, a list starts somewhere, and our own clipboard says how its ends are cut. */
const KEPT = /\s(href|start|data-pm-slice)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/gi
const ELEMENTS = new Set([
  'img',
  'svg',
  'iframe',
  'object',
  'embed',
  'link',
  'meta',
  'base',
  'video',
  'audio',
])

/**
 * Pasted HTML without what the editor has no use for. This is not what keeps the page safe: the editor takes what its
 * schema knows, and the page's policy lets nothing run. It keeps browsers from reporting each style of a pasted letter.
 */
export function bareHtml(html: string): string {
  return html.replace(UNSEEN, '').replace(TAG, (_, end: string, name: string, rest: string) => {
    if (ELEMENTS.has(name.toLowerCase())) return ''
    const kept = end === '' ? (rest.match(KEPT) ?? []).join('') : ''
    return `<${end}${name}${kept}>`
  })
}
