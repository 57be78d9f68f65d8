/** ⌘ is where others have Ctrl. */
export const isMac = /^(Mac|iP)/.test(globalThis.navigator?.platform ?? '')
