import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventOf, siteOf } from './shapes.ts'

const entry = (event: string, data: unknown, id = '') => ({ id, event, data: JSON.stringify(data) })

describe('events', () => {
  it('are read as the server writes them', () => {
    const message = {
      id: 'm1',
      seq: 4,
      direction: 'outbound',
      body: 'Hello',
      timestamp: '2026-11-22T09:00:00.000Z',
      author: 'Noor',
      client_message_id: null,
      files: [{ id: 7, filename: 'a.txt', content_type: 'text/plain', byte_size: 3, url: '/f' }],
    }
    expect(eventOf(entry('message', message, '4'))).toEqual({
      is: 'message',
      message: {
        id: 'm1',
        seq: 4,
        inbound: false,
        body: 'Hello',
        timestamp: '2026-11-22T09:00:00.000Z',
        author: 'Noor',
        letter: null,
        files: [{ id: '7', filename: 'a.txt', contentType: 'text/plain', byteSize: 3, url: '/f' }],
        quickReplies: [],
      },
    })
    expect(eventOf({ id: '9', event: 'message', data: '' })).toEqual({ is: 'place', seq: 9 })
    expect(eventOf(entry('status', { status: 'closed' }))).toEqual({ is: 'status', open: false })
    expect(eventOf(entry('read', { seq: 3 }))).toEqual({ is: 'read', seq: 3 })
    expect(eventOf(entry('typing', { typing: true, author: 'Noor' }))).toEqual({
      is: 'typing',
      typing: true,
      author: 'Noor',
    })
  })

  it('that are not known yet, or make no sense, are passed over', () => {
    for (const each of [
      entry('later', {}),
      { id: '', event: 'message', data: '{' },
      entry('message', { id: 'x' }),
    ])
      expect(eventOf(each)).toBeNull()
  })

  it('never break what reads them', () => {
    const kinds = fc.constantFrom('message', 'status', 'read', 'typing', 'x')
    fc.assert(
      fc.property(kinds, fc.jsonValue(), (event, data) => {
        const read = eventOf(entry(event, data))
        if (read?.is === 'message') expect(typeof read.message.body).toBe('string')
      }),
    )
  })
})

describe('a site', () => {
  it('has what the server says', () => {
    const site = siteOf({
      name: 'Acme',
      greeting: 'Hi',
      appearance: {
        colour: '#1f6feb',
        position: 'left',
        offset: { x: 4, y: 8 },
        launcher: { icon: 'mail', hidden: true },
        texts: { 'pt-BR': { title: 'Fale' } },
      },
      office_hours: { open: false, changes_at: null },
      files: { most: 3, max_bytes: 9 },
    })
    expect(site).toMatchObject({
      name: 'Acme',
      appearance: {
        position: 'left',
        offset: { x: 4, y: 8 },
        icon: 'mail',
        hidden: true,
        texts: { 'pt-BR': { title: 'Fale' } },
      },
      hours: { open: false, changesAt: null },
      files: { most: 3, maxBytes: 9 },
    })
  })

  it('can be shown whatever the server says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const { name, appearance, files } = siteOf(body)
        expect([typeof name, typeof appearance.offset.x, typeof files.most]).toEqual([
          'string',
          'number',
          'number',
        ])
      }),
    )
  })
})
