import { expect, test } from 'vitest'
import { routeOf, settingsHref } from './route.ts'

test.each([
  ['/', { screen: 'inbox' }],
  ['/?view=closed&conversation=01M', { screen: 'inbox' }],
  ['/settings', { screen: 'settings', page: null }],
  ['/settings/', { screen: 'settings', page: null }],
  ['/settings?x=1', { screen: 'settings', page: null }],
  ['/settings/api-keys', { screen: 'settings', page: 'api-keys' }],
  ['/settings/api-keys/?new=1', { screen: 'settings', page: 'api-keys' }],
  ['/settings/integrations/sites', { screen: 'settings', page: 'integrations/sites' }],
  ['/settingsish', { screen: 'inbox' }],
])('%s leads to %j', (address, route) => {
  expect(routeOf(address)).toEqual(route)
})

test('a settings page is found again under the address it gives itself', () => {
  for (const page of [null, 'api-keys', 'integrations/sites'])
    expect(routeOf(settingsHref(page))).toEqual({ screen: 'settings', page })
})
