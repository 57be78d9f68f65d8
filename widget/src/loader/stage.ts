// The element the chat lives in: a shadow root of its own, so that neither page nor chat can reach the other's styles.

export type Stage = { host: HTMLElement; shadow: ShadowRoot; addStyle(css: string): void; leave(): void }

/** Kept on the page until told to leave: single-page apps replace what is in the body, or the body. */
export function setStage(target: Element | null, nonce: string): Stage {
  const host = document.createElement('parley-chat')
  const shadow = host.attachShadow({ mode: 'open' })
  const observer = new MutationObserver(stay)

  function stay(): void {
    const place = target ?? document.body
    if (!place) return
    if (!host.isConnected && (target === null || target.isConnected)) place.append(host)
    observer.observe(document.documentElement, { childList: true })
    observer.observe(place, { childList: true })
  }

  stay()
  return {
    host,
    shadow,

    /** By a sheet that no policy against inline styles forbids; in browsers without, by one that names the nonce. */
    addStyle(css) {
      if ('adoptedStyleSheets' in shadow) {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(css)
        shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet]
        return
      }
      const style = document.createElement('style')
      style.nonce = nonce
      style.textContent = css
      // The narrowing above says "never": the types know only browsers that have them.
      ;(shadow as ShadowRoot).append(style)
    },

    leave() {
      observer.disconnect()
      host.remove()
    },
  }
}
