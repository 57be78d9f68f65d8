import { describe, expect, it } from 'vitest'
import { type FormValue, file } from '../../../test/forms.ts'
import { ticketDesk } from '../../../test/ticket-desk.ts'

const desk = ticketDesk()
const { post, newest, tickets, contacts } = desk

describe('a field that is refused', () => {
  const USER = 'user must have at least one of email, source_specific_id, or id'
  const TIME = 'original_timestamp must be RFC 3339 with Z or an offset'
  const deep = `${'{"a":'.repeat(21)}1${'}'.repeat(21)}`
  const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`k${n}`, n])))
  it.each<[string, Record<string, FormValue>, string]>([
    ['no query', {}, 'query is required'],
    ['broken JSON in user', { user: '{"email": ' }, 'user must be a JSON object'],
    ['a list as user', { user: '[]' }, 'user must be a JSON object'],
    ['a text as user', { user: '"x"' }, 'user must be a JSON object'],
    ['null as user', { user: 'null' }, 'user must be a JSON object'],
    ['a user nobody can recognise', { user: '{"name": "Ada"}' }, USER],
    ['blank identifiers', { user: '{"email": " ", "id": "", "source_specific_id": null}' }, USER],
    ['an object as address', { user: '{"email": {"$ne": 1}}' }, 'user.email must be a string'],
    [
      'a long name',
      { user: `{"id": "1", "name": "${'x'.repeat(256)}"}` },
      'user.name is too long (maximum 255 characters)',
    ],
    [
      'a long source id',
      { source_specific_id: 'x'.repeat(256) },
      'source_specific_id is too long (maximum 255 characters)',
    ],
    ['a long company', { company_id: 'x'.repeat(256) }, 'company_id is too long (maximum 255 characters)'],
    ['broken properties', { additional_properties: '{' }, 'additional_properties must be a JSON object'],
    ['a list of properties', { additional_properties: '[1]' }, 'additional_properties must be a JSON object'],
    [
      '65 properties',
      { additional_properties: wide },
      'additional_properties has too many keys (maximum 64)',
    ],
    [
      '17 KiB of properties',
      { additional_properties: `{"a":"${'x'.repeat(17_000)}"}` },
      'additional_properties is too long (maximum 16 KiB)',
    ],
    [
      'deep properties',
      { additional_properties: deep },
      'additional_properties is nested too deeply (maximum 20)',
    ],
    [
      '__proto__',
      { additional_properties: '{"__proto__": {"polluted": 1}}' },
      'additional_properties must not use the names __proto__, constructor or prototype',
    ],
    ['a date without a zone', { original_timestamp: '2024-06-10T18:34:00' }, TIME],
    ['a day', { original_timestamp: '2024-06-10' }, TIME],
    ['30 February', { original_timestamp: '2024-02-30T00:00:00Z' }, TIME],
    ['a number as time', { original_timestamp: '1718044440' }, TIME],
  ])('is named, and nothing is stored: %s', async (_, fields, error) => {
    const answer = await post({
      ...('query' in fields || error.startsWith('query') ? {} : { query: 'x' }),
      ...fields,
    })
    expect([answer.statusCode, answer.json()]).toEqual([400, { error }])
    expect([await tickets(), await contacts()]).toEqual([[], []])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('as query comes before every other', async () => {
    const answer = await post({ user: '{', files: file('no image', 'a.png'), original_timestamp: 'never' })
    expect(answer.json()).toEqual({ error: 'query is required' })
  })

  it.each(['2024-06-10t18:34:00z', '2024-06-10T18:34:00.123456Z', '2024-06-10T18:34:00-00:00'])(
    'is not one: the time %s',
    async (original_timestamp) => {
      expect((await post({ query: 'x', original_timestamp })).statusCode).toBe(200)
    },
  )

  it('does not count brackets inside texts as nesting', async () => {
    const additional_properties = JSON.stringify({ art: '['.repeat(50), quote: '"{{{' })
    expect((await post({ query: 'x', additional_properties })).statusCode).toBe(200)
    expect((await newest()).conversation.additional_properties).toEqual(JSON.parse(additional_properties))
  })
})
