// What two teammates do with one conversation, each seeing what the other does.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { screenshot } from './browser.ts'
import { barriers, facts, lastEvent, pane, type TwoTeammates, twoTeammates } from './two-teammates.ts'

const SOON = { timeout: 10_000 }

let house: TwoTeammates
let noor: Page
let imke: Page

beforeAll(async () => {
  house = await twoTeammates()
  noor = house.noor
  imke = house.imke
})
afterAll(() => house?.close())

describe('what one does with a conversation, the other sees', () => {
  beforeAll(async () => {
    await house.open(noor, 'K2 kettle on 110 V')
    await house.open(imke, 'K2 kettle on 110 V')
  })

  it('shows what a contact wrote as it was written', async () => {
    const body = noor.locator('.message-contact .message-body').first()
    expect(await body.textContent()).toBe('Can I use it in Canada? <b>Thanks</b> **a lot**')
  })

  it('hands it to somebody, found by the beginning of a name', async () => {
    await noor.getByRole('button', { name: 'Nobody has it' }).click()
    await noor.getByRole('textbox', { name: 'Assign to' }).fill('sar')
    await screenshot(noor, 'thread-assign')
    await noor.keyboard.press('Enter')
    await facts(noor).getByText('Imke Sarro has it').waitFor()
    await facts(imke).getByText('You have it').waitFor(SOON)
    await expect
      .poll(() => lastEvent(imke).textContent(), SOON)
      .toContain('Noor Valdis assigned it to Imke Sarro')
  })

  it('takes it over', async () => {
    await noor.getByRole('button', { name: 'Take over' }).click()
    await facts(noor).getByText('You have it').waitFor()
    await facts(imke).getByText('Noor Valdis has it').waitFor(SOON)
  })

  it('sets a priority', async () => {
    await noor.getByRole('button', { name: 'Priority: Not set' }).click()
    await noor.getByRole('menuitem', { name: 'High' }).click()
    await imke.getByRole('button', { name: 'Priority: High' }).waitFor(SOON)
  })

  it('adds tags, new and known, and removes one from the pane', async () => {
    await noor.getByRole('button', { name: 'Tags: none' }).click()
    for (const tag of ['voltage', 'swap']) {
      await noor.getByRole('textbox', { name: 'Tags' }).fill(tag)
      await noor.getByRole('option').first().waitFor()
      await noor.keyboard.press('Enter')
    }
    await screenshot(noor, 'thread-tags')
    await noor.keyboard.press('Escape')
    await expect
      .poll(() => pane(imke).locator('.facts-tags .tag-words').allTextContents(), SOON)
      .toEqual(['swap', 'voltage'])
    await pane(noor).getByRole('button', { name: 'Remove the tag swap' }).click()
    await imke.getByRole('button', { name: 'Tags: 1' }).waitFor(SOON)
  })

  it('folds what was done into one line that opens', async () => {
    await expect.poll(() => noor.locator('.event-one').count(), SOON).toBe(1)
    await noor.getByRole('button', { name: /\d more changes/ }).click()
    expect(await noor.locator('.event-one').count()).toBeGreaterThan(4)
    expect(await noor.locator('.event').textContent()).toContain('set its priority to High')
    await noor.getByRole('button', { name: 'Show fewer' }).click()
  })

  it('sleeps until a time in plain words, shown before it is meant', async () => {
    await noor.getByRole('button', { name: 'Snooze' }).click()
    await noor.getByRole('textbox', { name: 'Snooze until' }).fill('soonish')
    await noor.getByText('That is no time I know.').waitFor()
    await noor.getByRole('textbox', { name: 'Snooze until' }).fill('in 3 days')
    // Late in the evening it is nearer to two.
    await noor.getByRole('option', { name: /09:00.*in [23] days/ }).waitFor()
    await screenshot(noor, 'thread-snooze')
    await noor.keyboard.press('Enter')
    await facts(noor)
      .getByText(/^Snoozed to .*09:00$/)
      .waitFor()
    await facts(imke)
      .getByText(/^Snoozed to .*09:00$/)
      .waitFor(SOON)
    await imke.getByRole('button', { name: 'Snooze' }).click()
    await imke.getByRole('option', { name: 'Wake it now' }).click()
    await facts(noor).getByText('Open', { exact: true }).waitFor(SOON)
  })

  it('is closed and opened again', async () => {
    await noor.getByRole('button', { name: 'Close', exact: false }).first().click()
    await facts(imke).getByText('Closed').waitFor(SOON)
    await imke.getByRole('button', { name: 'Reopen' }).click()
    await facts(noor).getByText('Open', { exact: true }).waitFor(SOON)
  })

  it('is as it was when the server refuses', async () => {
    await noor.route('**/api/manage/conversations/*', (route) =>
      route.request().method() === 'PATCH' ? route.fulfill({ status: 503, body: '{}' }) : route.continue(),
    )
    await noor.getByRole('button', { name: 'Priority: High' }).click()
    await noor.getByRole('menuitem', { name: 'Urgent' }).click()
    await noor.getByRole('button', { name: 'Priority: High' }).waitFor()
    await noor.unroute('**/api/manage/conversations/*')
    await noor.reload()
    await noor.getByRole('button', { name: 'Priority: High' }).waitFor()
  })
})

it('has a menu for the keyboard, and Escape closes that and not the conversation with it', async () => {
  await noor.getByRole('button', { name: 'More', exact: true }).click()
  const focused = () => noor.evaluate('document.activeElement.textContent')
  // The first of its entries has the focus, and arrows go on from there.
  await expect.poll(focused).toBe('Mark as unreadU')
  await noor.keyboard.press('ArrowDown')
  expect(await focused()).toBe('Copy link')
  await noor.keyboard.press('Escape')
  await noor.getByRole('menuitem', { name: 'Copy link' }).waitFor({ state: 'detached' })
  expect(await noor.getByRole('heading', { level: 1, name: 'K2 kettle on 110 V' }).count()).toBe(1)
})

describe('two conversations of one contact', () => {
  it('become one before the eyes of both, and two again', async () => {
    await house.open(noor, 'K2 kettle on 110 V')
    await house.open(imke, 'Second lid for the K2')
    await noor.getByRole('button', { name: 'More', exact: true }).click()
    await noor.getByRole('menuitem', { name: 'Merge' }).click()
    await noor.getByRole('textbox', { name: 'Search this contact’s conversations' }).fill('lid')
    await noor.getByRole('radio', { name: /Second lid/ }).check()
    await noor.getByText('The contact is not told').waitFor()
    await screenshot(noor, 'thread-merge')
    expect(await barriers(noor)).toEqual([])
    await noor.getByRole('button', { name: 'Merge', exact: false }).last().click()
    await noor.locator('.thread').getByText('Do you sell lids?').waitFor()
    await expect.poll(() => lastEvent(noor).textContent(), SOON).toContain('“Second lid for the K2” into it')
    // Who had the other one open stands in this one now, also by its address.
    await expect
      .poll(() => new URL(imke.url()).searchParams.get('conversation'), SOON)
      .toBe(house.idOf('K2 kettle on 110 V'))
    await imke.locator('.thread').getByText('Can I use it in Canada?').waitFor()

    await lastEvent(noor).getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => noor.locator('.thread').getByText('Do you sell lids?').count(), SOON).toBe(0)
    await expect.poll(() => imke.locator('.thread').getByText('Do you sell lids?').count(), SOON).toBe(0)
    await house.open(imke, 'Second lid for the K2')
    await imke.locator('.thread').getByText('Do you sell lids?').waitFor()
  })

  it('become two also for whoever has read its messages, and is reading the rest of it', async () => {
    const [one, other] = [house.idOf('K2 kettle on 110 V'), house.idOf('Second lid for the K2')]
    await house.manage('POST', `conversations/${one}/merge`, { from: other })
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await imke.route(`**/api/manage/conversations/${one}`, async (route) => {
      await held
      await route.continue()
    })
    const messages = imke.waitForResponse((response) => response.url().includes(`${one}/messages`))
    await imke.goto(`${house.url}/?conversation=${one}`)
    await (await messages).finished()
    await imke.getByText('Live, up to date').first().waitFor({ state: 'attached' })
    await house.manage('POST', `conversations/${one}/merges/${other}/undo`)
    release()
    await imke.unrouteAll({ behavior: 'wait' })
    await imke.locator('.thread').getByText('Can I use it in Canada?').waitFor()
    await expect.poll(() => imke.locator('.thread').getByText('Do you sell lids?').count(), SOON).toBe(0)
  })
})

describe('what we write', () => {
  it('is Markdown of few kinds, names of colleagues stand out, nothing is loaded', async () => {
    await house.open(noor, 'Second lid for the K2')
    await house.say(
      'Second lid for the K2',
      'Yes, **two** sizes:\n\n1. [K2 lid](https://shop.example/k2)\n2. `K2-NA`\n\n![lid](https://evil.example/lid.png) <i>x</i>',
    )
    await house.say('Second lid for the K2', '@Imke, is it in stock?', 'note')
    const box = noor.locator('.message-me').last()
    await box.locator('strong', { hasText: 'two' }).waitFor()
    expect(
      await box.locator('a').evaluateAll((links: { href: string }[]) => links.map(({ href }) => href)),
    ).toEqual(['https://shop.example/k2', 'https://evil.example/lid.png'])
    expect(await box.locator('.markdown-host').allTextContents()).toEqual([
      ' (shop.example)',
      ' (evil.example)',
    ])
    expect(await box.textContent()).toContain('<i>x</i>')
    expect(await noor.locator('.message-note .mention').textContent()).toBe('@Imke')
    await screenshot(noor, 'thread-markdown')
  })
})

describe('the columns beside it', () => {
  const edge = (name: string) => noor.getByRole('separator', { name })
  const width = async (name: string) => Number(await edge(name).getAttribute('aria-valuenow'))
  const list = 'Width of the list'
  const details = 'Width of contact and details'

  it('are pulled, pressed and reset, never too far, and stay so', async () => {
    expect([await width(list), await width(details)]).toEqual([344, 292])
    const box = await edge(list).boundingBox()
    const [x, y] = [(box?.x ?? 0) + 4, (box?.y ?? 0) + 100]
    // On a row, which must not come along.
    await noor.mouse.move(x, y)
    await noor.mouse.down()
    await noor.mouse.move(x + 60, y, { steps: 3 })
    await noor.mouse.up()
    await expect.poll(() => width(list)).toBe(404)
    expect((await noor.locator('.list').boundingBox())?.width).toBe(404)
    await edge(details).focus()
    await noor.keyboard.press('ArrowLeft')
    await expect.poll(() => width(details)).toBe(308)
    await noor.keyboard.press('End')
    await expect.poll(async () => (await width(list)) + (await width(details))).toBeGreaterThan(750)
    // However wide both are to be, the thread stays readable.
    expect((await noor.locator('.thread').boundingBox())?.width).toBeGreaterThanOrEqual(420)
    await screenshot(noor, 'thread-widths')
    await noor.reload()
    await edge(details).waitFor(SOON)
    const both = async () => [await width(list), await width(details)]
    await expect.poll(async () => (await both())[1]).toBeGreaterThan(400)
    await edge(details).dblclick()
    await expect.poll(both).toEqual([404, 292])
    await edge(list).dblclick()
    await expect.poll(both).toEqual([344, 292])
  })

  it('have no edges to pull on a phone', async () => {
    await noor.setViewportSize({ width: 390, height: 844 })
    expect(await edge(list).count()).toBe(0)
    expect(await noor.evaluate('document.documentElement.scrollWidth')).toBe(390)
    await noor.setViewportSize({ width: 1440, height: 900 })
  })
})

it('broke none of its own policies on the way and asked nobody else for anything', () => {
  expect(house.complaints).toEqual([])
})
