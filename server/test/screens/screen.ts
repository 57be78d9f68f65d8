import type { Page } from 'playwright-core'
import type { WorkspaceName } from './workspaces.ts'

export type Screen = {
  /** Begins the names of its files; `npm run screens -- thread` takes those whose name has the word. */
  name: string
  in: WorkspaceName
  /** An address, or the name of one in `workspaces.ts`; `link` is the one-time link. */
  at: string
  /** Whose: by default of whoever is signed in. */
  signedOut?: true
  /** Requests whose path begins like this are answered 503, as by a server in trouble. */
  fails?: string
  /** Requests whose path begins like this are not answered: the picture is of the waiting. */
  hangs?: string
  /** What the server would answer, had it done what is asked: looking at a screen changes nothing. */
  answers?: readonly Answer[]
  /** Kept in this browser before the page opens. */
  density?: 'compact' | 'roomy'
  /** What is done on the page before the picture. */
  act?: (page: Page) => Promise<unknown>
  /** Only these; by default those of `usual`. */
  variants?: readonly VariantName[]
}

export type Answer = {
  to: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} ${string}`
  status?: number
  /** A body, or what is made of the one that the server has. */
  body?: object | ((real: never) => object)
}

const desktop = { width: 1440, height: 900, colorScheme: 'light', locale: 'en-GB' } as const
const phone = {
  ...desktop,
  width: 390,
  height: 844,
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
} as const

/** Each is a browser of its own: its size, its colours, its language. */
export const variants = {
  light: desktop,
  dark: { ...desktop, colorScheme: 'dark' },
  narrow: { ...desktop, width: 1100, height: 760 },
  phone,
  'phone-dark': { ...phone, colorScheme: 'dark' },
  de: { ...desktop, locale: 'de-DE' },
  'de-phone': { ...phone, locale: 'de-DE' },
  /** No language of ours is written from the right yet; English turned round shows what would overlap. */
  rtl: { ...desktop, direction: 'rtl' },
  'rtl-phone': { ...phone, direction: 'rtl' },
} as const

export type VariantName = keyof typeof variants

export const everywhere = Object.keys(variants) as VariantName[]
export const usual: readonly VariantName[] = ['light', 'dark', 'phone', 'de']
/** Of dialogs and states of something that is taken in all of `usual` already. */
export const both: readonly VariantName[] = ['light', 'dark', 'phone']
/** Where there is no room for it on a phone, or no keys. */
export const wide: readonly VariantName[] = ['light', 'dark', 'de']

export const press = (selector: string) => (page: Page) => page.locator(selector).first().click()

/** Keys reach whatever is in front, in every language. */
export const keys =
  (...pressed: string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of pressed) await page.keyboard.press(key)
  }

export const steps =
  (...acts: ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page): Promise<void> => {
    for (const act of acts) await act(page)
  }
