// Less is free than the operator wants: what grows is refused, what reads or frees goes on, and probes say so.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../test/app.ts'
import { engine } from '../../test/engines.ts'
import { file, png, postForm } from '../../test/forms.ts'

const LOW = 'the disk of this server is almost full'
/** On PostgreSQL the rows have room elsewhere: only files need some here. */
const rowsNeedRoom = engine === 'sqlite'

let app: TestApp
let to: TestOrganisation
let ticket: { conversationId: string }
beforeAll(async () => {
  // More than any disk has.
  app = await createTestApp({ env: { MIN_FREE_MB: '1000000000' } })
  to = await app.organisation()
  ticket = await app.core.run('openTicket', ticketArgs(to))
})
afterAll(() => app.close())

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
const manage = (method: Method, path: string, payload?: object) =>
  app.http.inject({
    method,
    url: `/api/manage${path}`,
    headers: { authorization: `Bearer ${to.accessToken}` },
    ...(payload && { payload }),
  })

describe('while the disk is low', () => {
  it('a file is refused in the words of the surface, wherever the rows are, and leaves nothing behind', async () => {
    for (const fields of [
      { query: 'x', files: file(png(1, 1), 'a.png') },
      { query: 'x', files: file(png(400, 400, 200_000), 'a.png') },
      { query: 'x', files_base64: png(1, 1).toString('base64') },
    ]) {
      const answer = await postForm(app, '/interaction', to.apiKey, fields)
      expect([answer.statusCode, answer.headers['retry-after'], answer.json()]).toEqual([
        503,
        '10',
        { error: LOW },
      ])
    }
    expect(await readdir(join(app.place.dataDir, 'blobs', 'tmp'))).toEqual([])
  })

  it('a ticket and a change are refused where they need room here', async () => {
    const expected = rowsNeedRoom ? [503, '10'] : [200, undefined]
    const created = await postForm(app, '/interaction', to.apiKey, { query: 'x' })
    expect([created.statusCode, created.headers['retry-after']]).toEqual(expected)
    const changed = await manage('PATCH', `/conversations/${ticket.conversationId}`, { status: 'closed' })
    expect([changed.statusCode, changed.headers['retry-after']]).toEqual(expected)
    if (rowsNeedRoom) expect(changed.json()).toMatchObject({ code: 'unavailable', detail: LOW })
    const account = await app.http.inject({
      method: 'POST',
      url: '/accounts',
      headers: { authorization: to.apiKey },
      payload: { type: 'Company', name: 'x', domain: 'x.example' },
    })
    expect(account.statusCode).toBe(rowsNeedRoom ? 503 : 200)
  })

  it('reading and taking a key back work', async () => {
    expect((await manage('GET', `/conversations/${ticket.conversationId}/messages`)).statusCode).toBe(200)
    const keys = (await manage('GET', '/api-keys')).json().data
    const spare = keys.find(({ name }: { name: string }) => name !== '')
    expect((await manage('DELETE', `/api-keys/${spare.id}`)).statusCode).toBe(204)
    expect((await manage('GET', '/api-keys')).json().data).toHaveLength(keys.length - 1)
  })

  it('housekeeping goes on', async () => {
    await expect(app.core.run('sweepSpine', {})).resolves.toBeNull()
  })

  it('the probe of readiness is red and says why, the one of the process is not', async () => {
    const ready = await app.http.inject('/readyz')
    expect([ready.statusCode, ready.headers['retry-after'], ready.json()]).toEqual([
      503,
      '10',
      { status: 'disk almost full' },
    ])
    expect((await app.http.inject('/healthz')).statusCode).toBe(200)
    const { body } = await app.http.inject('/metrics')
    expect(body).toMatch(/^parley_disk_free_bytes [1-9]\d*/m)
    const refused = Number(/^parley_requests_refused_total\{reason="disk"\} (\d+)$/m.exec(body)?.[1])
    expect(refused > 0).toBe(rowsNeedRoom)
  })
})

it('the page that sets the server up is refused too', async () => {
  const fresh = await createTestApp({ env: { MIN_FREE_MB: '1000000000' } })
  const answer = await fresh.http.inject({
    method: 'POST',
    url: fresh.firstRunPath,
    headers: { host: 'localhost:3000', 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'organisation=x',
  })
  expect(answer.statusCode).toBe(rowsNeedRoom ? 503 : 422)
  expect((await fresh.http.inject(fresh.firstRunPath)).statusCode).toBe(200)
  await fresh.close()
})
