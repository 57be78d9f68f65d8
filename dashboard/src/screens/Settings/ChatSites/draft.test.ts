import { expect, it } from 'vitest'
import type { SiteFields } from '../../../api/sites.ts'
import { changeOf, complaintsOf, edited, partOf, withEdits } from './draft.ts'
import { siteHref, sitePlace } from './site-place.ts'

const site: SiteFields = {
  name: 'Shop',
  greeting: 'Hi!',
  auto_reply: null,
  closed_reply: null,
  allowed_origins: ['https://shop.example'],
  enabled: true,
  show_names: false,
  appearance: {
    colour: '#1f5a4c',
    position: 'right',
    offset: { x: 20, y: 20 },
    launcher: { icon: 'chat', hidden: false },
    texts: { de: { title: 'Laden' } },
  },
  office_hours: null,
}
const look = (more: Partial<SiteFields['appearance']>) => ({ ...site.appearance, ...more })

it('is only what was touched, and what was put back is not', () => {
  const first = edited(site, {}, { name: 'Store', greeting: 'Hello!' })
  expect(first).toEqual({ name: 'Store', greeting: 'Hello!' })
  expect(edited(site, first, { name: 'Shop' })).toEqual({ greeting: 'Hello!' })
  expect(edited(site, first, { name: 'Shop', greeting: 'Hi!' })).toEqual({})
})

it('lies over the site as others have it by now', () => {
  const edits = edited(site, {}, { name: 'Store' })
  expect(withEdits({ ...site, greeting: 'by Imke' }, edits)).toMatchObject({
    name: 'Store',
    greeting: 'by Imke',
  })
})

it('sends of the appearance what differs, without blank texts', () => {
  const texts = { de: { title: ' ' }, en: { title: 'Shop', intro: '' } }
  const appearance = look({ colour: '#ff0000', texts })
  expect(changeOf(site, { name: 'Store', appearance })).toEqual({
    name: 'Store',
    appearance: { colour: '#ff0000', texts: { en: { title: 'Shop' } } },
  })
  expect(changeOf(site, { appearance: look({ texts: { de: { title: 'Laden', intro: '' } } }) })).toEqual({})
})

it.each([
  [{}, {}],
  [{ name: ' ' }, { name: 'name' }],
  [{ appearance: look({ colour: 'red' }) }, { 'appearance.colour': 'colour' }],
  [
    { appearance: look({ offset: { x: -1, y: 4.5 } }) },
    { 'appearance.offset.x': 'offset', 'appearance.offset.y': 'offset' },
  ],
  [{ appearance: look({ offset: { x: 0, y: Number.NaN } }) }, { 'appearance.offset.y': 'offset' }],
  [{ allowed_origins: ['https://a.example', 'x'] }, { 'allowed_origins.1': 'origin' }],
  [
    {
      office_hours: {
        time_zone: 'UTC',
        week: { tue: [{ from: '9', to: '17:00' }] },
        holidays: [{ date: '', name: '' }],
      },
    },
    { 'office_hours.week.tue': 'time', 'office_hours.holidays.0': 'holiday' },
  ],
])('of %j it complains %j', (more, complaints) => {
  expect(complaintsOf({ ...site, ...more })).toEqual(complaints)
})

it('knows where a field stands', () => {
  expect(
    [
      'name',
      'auto_reply',
      'appearance.texts.de.title',
      'allowed_origins.1',
      'office_hours.week.mon.0',
      'closed_reply',
    ].map(partOf),
  ).toEqual(['general', 'general', 'looks', 'origins', 'hours', 'hours'])
})

it('is found again under its address', () => {
  for (const part of ['general', 'keys'] as const)
    expect(sitePlace(siteHref('01A B', part))).toEqual({ site: '01A B', part })
  expect(sitePlace('/settings/chat-sites')).toBeNull()
  expect(sitePlace('/settings/chat-sites?site=x&part=nothing')).toEqual({ site: 'x', part: 'general' })
})
