import { expect, test } from 'vitest'
import { hrefOf, type Place, readPlace } from './place.ts'

const somewhere = (place: Partial<Place>): Place => ({
  view: 'open',
  filters: {},
  conversation: null,
  message: null,
  ...place,
})

test.each<[Partial<Place>, string]>([
  [{}, '/'],
  [{ view: 'mine' }, '/?view=mine'],
  [{ view: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }, '/?view=01ARZ3NDEKTSV4RRFFQ69G5FAV'],
  [{ filters: { tag: 'refund', sort: 'oldest' } }, '/?tag=refund&sort=oldest'],
  [
    { view: 'search', filters: { q: 'tag:vip lid' }, conversation: 'C', message: 'M' },
    '/?q=tag%3Avip+lid&conversation=C&message=M',
  ],
  [{ view: 'mine', filters: { q: 'lid' } }, '/?view=mine&q=lid'],
])('%j is %s, and the address leads back', (place, href) => {
  expect(hrefOf(somewhere(place))).toBe(href)
  expect(readPlace(href.slice(1))).toEqual(somewhere(place))
})

test('an address from elsewhere leads to all that is open', () => {
  expect(readPlace('?view=__proto__&status=asleep')).toEqual(somewhere({}))
})

test('no message is named without its conversation', () => {
  expect(hrefOf(somewhere({ message: 'M' }))).toBe('/')
})
