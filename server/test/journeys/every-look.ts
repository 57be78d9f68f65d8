// What is on screen now, looked at by axe in both colours and on a phone, without being reached again.
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { barriers } from './barriers.ts'
import { screenshot } from './browser.ts'

const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

/** `phone`: its place is taken by something else there, which is then looked at by itself. */
type Looks = 'everywhere' | 'wide' | 'phone'

/** @param shown has to be there in every look: an empty page has no barriers. */
export async function everyLook(page: Page, shown: Locator, name: string, looks: Looks = 'everywhere') {
  const each = [
    ['light', wide],
    ['dark', wide],
    ['light', phone],
  ] as const
  const wanted = { everywhere: each, wide: each.slice(0, 2), phone: each.slice(2) }[looks]
  for (const [colorScheme, size] of wanted) {
    await page.emulateMedia({ colorScheme })
    if (page.viewportSize()?.width !== size.width) await page.setViewportSize(size)
    await shown.waitFor()
    const found = await barriers(page)
    await screenshot(page, `barriers-${name}-${colorScheme}-${size.width}`)
    const sideways = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect({ name, colorScheme, ...size, found, sideways }).toMatchObject({ found: [], sideways: 0 })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  if (looks === 'everywhere') await page.setViewportSize(wide)
}

export const onPhone = (page: Page) => page.setViewportSize(phone)
export const onDesk = (page: Page) => page.setViewportSize(wide)
