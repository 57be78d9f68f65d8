const FIRST_WAIT = 1_000
const LONGEST_WAIT = 15_000

/**
 * Asks again for style sheets that did not arrive, in their place, until they do. The bundler asks for each once only:
 * after a moment without the server, a screen whose script was fetched again would be shown bare until a reload.
 */
export function mendLostSheets(): void {
  const waits = new Map<string, number>()
  // An `error` of a link does not bubble.
  document.addEventListener(
    'error',
    ({ target }) => {
      if (!(target instanceof HTMLLinkElement && target.rel === 'stylesheet')) return
      const { href, crossOrigin } = target
      const wait = waits.get(href) ?? FIRST_WAIT
      waits.set(href, Math.min(2 * wait, LONGEST_WAIT))
      const place = document.createComment('')
      target.replaceWith(place)
      const again = Object.assign(document.createElement('link'), { rel: 'stylesheet', href, crossOrigin })
      setTimeout(() => place.replaceWith(again), wait)
    },
    true,
  )
}
