// The frame around every screen: commands, keys, appearance, what is said when the line is gone.
import type { Page } from 'playwright-core'
import { both, keys, press, type Screen, steps, usual, wide } from './screen.ts'

const ready = (page: Page) => page.locator('.row, .composer').filter({ visible: true }).first().waitFor()
const palette = steps(ready, keys('Control+k'), (page) => page.locator('.palette').waitFor())

async function personMenu(page: Page): Promise<void> {
  await ready(page)
  await page.locator('.nav-person, nav.tabs .tab:last-child').filter({ visible: true }).first().click()
}

async function appearance(page: Page): Promise<void> {
  await personMenu(page)
  await page.getByRole('menuitem', { name: /Appearance|Darstellung/ }).click()
  await page.locator('.appearance').waitFor()
}

export const around: readonly Screen[] = [
  { name: 'palette', in: 'full', at: 'notes', act: palette, variants: [...usual, 'rtl'] },
  {
    name: 'palette-found',
    in: 'full',
    at: 'notes',
    act: steps(
      palette,
      (page) => page.keyboard.type('lid'),
      (page) => page.waitForTimeout(900),
    ),
    variants: usual,
  },
  {
    name: 'palette-nothing',
    in: 'full',
    at: '/',
    act: steps(
      palette,
      (page) => page.keyboard.type('zebra quagga'),
      (page) => page.waitForTimeout(900),
    ),
    variants: ['light', 'de'],
  },
  { name: 'shortcuts', in: 'full', at: 'notes', act: steps(ready, keys('?')), variants: [...wide, 'rtl'] },
  { name: 'person-menu', in: 'full', at: '/', act: personMenu, variants: [...both, 'de'] },
  { name: 'appearance', in: 'full', at: '/', act: appearance, variants: [...usual, 'rtl'] },
  {
    name: 'all-lists',
    in: 'full',
    at: '/',
    act: steps(ready, press('.phone-menu, .list-bar button')),
    variants: ['phone', 'phone-dark', 'rtl-phone'],
  },
  {
    name: 'offline',
    in: 'full',
    at: 'notes',
    fails: '/api/manage/events',
    act: steps(ready, (page) => page.locator('.live-waiting').filter({ visible: true }).first().waitFor()),
    variants: [...usual, 'rtl'],
  },
  { name: 'not-found', in: 'full', at: '/settings/there-is-no-such-page', variants: usual },
  { name: 'docs', in: 'full', at: '/docs', variants: both },
]
