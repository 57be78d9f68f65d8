/** Scripts and styles only from this origin, nothing framed, nothing loaded from elsewhere. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // Not `no-referrer`: under it a browser without Sec-Fetch-Site posts the set-up form with `Origin: null`.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const

/** The dashboard shows previews of chats, which are pages of this origin, in frames. */
export const DASHBOARD_HEADERS = {
  ...PAGE_HEADERS,
  'content-security-policy': `${PAGE_HEADERS['content-security-policy']}; frame-src 'self'`,
} as const

/** A preview is shown by the dashboard alone, and reaches no server: what is tried out in it happens nowhere. */
export const PREVIEW_HEADERS = {
  ...PAGE_HEADERS,
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'; " +
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
} as const
