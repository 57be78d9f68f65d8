// From one conversation to the next: what is near is there at once, nothing is asked for twice, and what is closed waits.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { facts, type TwoTeammates, twoTeammates } from './two-teammates.ts'

let house: TwoTeammates
beforeAll(async () => {
  house = await twoTeammates()
})
afterAll(() => house?.close())

const row = (title: string) => house.noor.locator('.row', { hasText: title })
const thread = () => house.noor.locator('.thread')

it('the next one is there before the server has answered, and is asked for its drafts once', async () => {
  const { noor } = house
  const id = house.idOf('A long story')
  const ahead = noor.waitForResponse((response) => response.url().includes(`${id}/messages`))
  await house.open(noor, 'Second lid for the K2')
  await (await ahead).finished()

  const asked: string[] = []
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await noor.route(`**/api/manage/conversations/${id}**`, async (route) => {
    asked.push(new URL(route.request().url()).pathname)
    await held
    await route.continue()
  })
  await row('A long story').click()
  await thread().getByText('It began long ago').waitFor()
  await noor.getByRole('textbox', { name: 'Reply' }).waitFor()
  await noor.waitForTimeout(300)
  // For both drafts, that of the reply and that of the note.
  expect(asked.filter((path) => path.endsWith('/drafts'))).toHaveLength(1)
  release()
  await noor.unrouteAll({ behavior: 'wait' })
})

it('one that is closed before it could be read stands there still, and E closes the next', async () => {
  const { noor } = house
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await noor.goto(house.url)
  await noor.keyboard.press('g')
  await noor.keyboard.press('a')
  const titles = noor.locator('.row-title > :first-child')
  await row('A long story').waitFor()
  const [first, second, third] = await titles.allTextContents()
  if (!first || !second || !third) expect.fail('too few rows')
  await noor.route(/\/api\/manage\/conversations\/\w{26}(\/messages.*)?$/, async (route) => {
    if (route.request().method() === 'GET') await held
    await route.continue()
  })
  await row(first).focus()
  await noor.keyboard.press('Enter')
  await thread().locator('.composer').waitFor()
  await noor.keyboard.press('e')
  await row(first).waitFor({ state: 'detached' })
  // By the time the row is gone everything that went with it would be gone too.
  await noor.waitForTimeout(300)
  expect(await thread().locator('.composer').count()).toBe(1)
  expect(await noor.getByRole('heading', { level: 1 }).last().textContent()).toBe(first)
  await noor.keyboard.press('e')
  await row(second).waitFor({ state: 'detached' })
  await row(third).waitFor()
  release()
  await noor.unrouteAll({ behavior: 'wait' })
})

it('what comes in while the list is on its way is in it, though the list is older', async () => {
  const { noor } = house
  const id = house.idOf('A long story')
  const become = (status: string) => house.manage('PATCH', `conversations/${id}`, { status })
  await become('closed')
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const { promise: answered, resolve: answers } = Promise.withResolvers<void>()
  await noor.route(/\/api\/manage\/conversations\?/, async (route) => {
    const response = await route.fetch()
    answers()
    await held
    await route.fulfill({ response })
  })
  await noor.goto(`${house.url}/?view=open`)
  await answered
  await noor.getByText('Live, up to date').first().waitFor({ state: 'attached' })
  const one = noor.waitForResponse((response) => response.url().endsWith(`/conversations/${id}`))
  await become('open')
  await (await one).finished()
  release()
  await row('A long story').waitFor()
  await noor.unrouteAll({ behavior: 'wait' })
})

it('a list under a button opens by arrow, key and pointer, and gives the focus back', async () => {
  const { noor } = house
  await house.open(noor, 'A long story')
  const button = facts(noor).getByRole('button', { name: /tag/i })
  const field = noor.getByRole('textbox', { name: 'Tags' })
  const focused = (): Promise<unknown> => noor.evaluate('document.activeElement.ariaLabel')
  const name = await button.getAttribute('aria-label')

  await button.focus()
  await noor.keyboard.press('ArrowDown')
  await field.waitFor()
  await noor.keyboard.type('lids')
  await noor.getByRole('option', { name: /lids/ }).waitFor()
  await noor.keyboard.press('Escape')
  await field.waitFor({ state: 'detached' })
  expect(await focused()).toBe(name)

  await button.click()
  await field.waitFor()
  // What was typed before and given up is gone.
  expect(await field.inputValue()).toBe('')
  await button.click()
  await field.waitFor({ state: 'detached' })
  expect(await focused()).toBe(name)

  await noor.keyboard.press('t')
  await field.waitFor()
  await noor.locator('.thread-bar h1').click()
  await field.waitFor({ state: 'detached' })

  // One that is drawn beside its button, and not above everything.
  await noor.getByRole('button', { name: 'Filter' }).press('Enter')
  await noor.getByRole('option', { name: 'Urgent' }).waitFor()
  await noor.keyboard.press('Escape')
  await noor.getByRole('option', { name: 'Urgent' }).waitFor({ state: 'detached' })
  expect(await focused()).toBe('Filter')
})
