import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { type ChatMessage, chatCalls } from '../../../test/chat-calls.ts'
import { file, png, postForm } from '../../../test/forms.ts'
import { manageCalls } from '../../../test/manage-calls.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let token: string
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  token = await chat().open()
})

const chat = () => chatCalls(app, to)
const newest = async () => String((await manageCalls(app, to).all('/conversations'))[0]?.id)
const withFiles = async (): Promise<Required<ChatMessage>[]> =>
  (await chat().messages(token)).filter(
    (message): message is Required<ChatMessage> => message.files !== undefined,
  )
/** From the team, with these files. */
async function answer(...files: File[]): Promise<Required<ChatMessage>> {
  const url = `/api/manage/conversations/${await newest()}/messages`
  const sent = await postForm(app, url, `Bearer ${to.accessToken}`, { body: 'Here', files })
  expect(sent.statusCode).toBe(201)
  const last = (await withFiles()).at(-1)
  if (!last) throw new Error('it has no files')
  return last
}
const path = (activity: unknown, id: unknown, of = token) => `${chat().path(of)}/files/${activity}/${id}`
const bare = (url: string, headers = {}) => app.http.inject({ url, headers })

describe('a file that teammates sent', () => {
  it('stands with its message, and can be had', async () => {
    const { id, files, ...message } = await answer(file(png(3, 2), 'lid.png'))
    expect(message).toMatchObject({ direction: 'outbound', body: 'Here', author: 'Support' })
    const [only] = files
    const { length } = png(3, 2)
    expect(only).toMatchObject({ filename: 'lid.png', content_type: 'image/png', byte_size: length })
    const saved = await app.http.inject({
      url: `/api/v1/chat${path(id, only?.id)}`,
      headers: { 'x-api-key': to.site.key },
    })
    expect([saved.statusCode, saved.rawPayload]).toEqual([200, png(3, 2)])
    expect(saved.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'attachment; filename=lid.png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    })
    const shown = await chat().ask('GET', `${path(id, only?.id)}?disposition=inline`)
    expect(shown.headers['content-disposition']).toBe('inline; filename=lid.png')
    const odd = await chat().ask('GET', `${path(id, only?.id)}?disposition=embed`)
    expect(odd.headers['content-disposition']).toMatch(/^attachment/)
  })

  it('is never shown in place when a browser might run it', async () => {
    const html = '<!doctype html><script>alert(1)</script>'
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    const { id, files } = await answer(
      file(html, 'a.html', 'text/html'),
      file(svg, 'a.svg', 'image/svg+xml'),
      file(Buffer.from('%PDF-1.7 x'), 'größe "1".pdf'),
    )
    expect(files).toHaveLength(3)
    for (const { id: number, content_type } of files) {
      const shown = await chat().ask('GET', `${path(id, number)}?disposition=inline`)
      const { headers } = shown
      expect(['text/plain', 'application/pdf', 'application/octet-stream']).toContain(content_type)
      expect(headers['content-type']).not.toMatch(/html|svg|xml/)
      expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox")
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
    const last = await chat().ask('GET', path(id, files[2]?.id))
    expect(last.headers['content-disposition']).toContain("filename*=UTF-8''gr%C3%B6%C3%9Fe")
  })

  it('has an address that needs no key, for a day', async () => {
    const { files } = await answer(file(png(1, 1), 'a.png'))
    const url = files[0]?.url ?? ''
    const shown = await bare(`${url}&disposition=inline`)
    expect([shown.statusCode, shown.headers['content-disposition']]).toEqual([200, 'inline; filename=a.png'])
    expect(shown.headers['cross-origin-resource-policy']).toBe('cross-origin')
    expect((await bare(url.split('?')[0] ?? '')).statusCode).toBe(401)
    const changed = url.replace(/signature=(.)/, (_, first) => `signature=${first === 'A' ? 'B' : 'A'}`)
    expect((await bare(changed)).statusCode).toBe(401)
    clock.advance(86_400_000 - 1)
    expect((await bare(url)).statusCode).toBe(200)
    clock.advance(1)
    expect((await bare(url)).json()).toEqual({ error: 'Invalid API key' })
    expect((await bare((await withFiles())[0]?.files[0]?.url ?? '')).statusCode).toBe(200)
  })

  it('has an address for itself alone', async () => {
    const one = await answer(file('one', 'one.txt'))
    const two = await answer(file('two', 'two.txt'))
    const signature = (one.files[0]?.url ?? '').split('?')[1]
    const other = (two.files[0]?.url ?? '').split('?')[0]
    const answered = await bare(`${other}?${signature}`)
    expect([answered.statusCode, answered.json()]).toEqual([404, { error: 'File not found' }])
  })
})

describe('a wrong combination', () => {
  it('is the same 404, whatever is wrong', async () => {
    const { id, files } = await answer(file('x', 'x.txt'))
    const number = files[0]?.id
    const other = await chat().open({ email: 'else@example.com' })
    const foreign = await app.organisation()
    const asked = [
      chat().ask('GET', path(id, (number ?? 0) + 1)),
      chat().ask('GET', path(id + 1, number)),
      // A message that there is, and that has no files.
      chat().ask('GET', path(1, number)),
      chat().ask('GET', path(0, number)),
      chat().ask('GET', path('x', 'y')),
      chat().ask('GET', path('1e3', `${number}.0`)),
      chat().ask('GET', path(id, '99999999999999999999')),
      chat().ask('GET', path(id, number, other)),
    ]
    for (const { status, body } of await Promise.all(asked))
      expect([status, body]).toEqual([404, { error: 'File not found' }])
    const elsewhere = await chatCalls(app, foreign).ask('GET', path(id, number))
    expect([elsewhere.status, elsewhere.body]).toEqual([404, { error: 'Conversation not found' }])
  })

  it('is the file of a note, too', async () => {
    const url = `/api/manage/conversations/${await newest()}/messages`
    const fields = { body: 'see this', kind: 'note', files: file('secret', 'secret.txt') }
    const sent = await postForm(app, url, `Bearer ${to.accessToken}`, fields)
    const { seq, attachments } = sent.json() as { seq: number; attachments: { id: number }[] }
    expect(await chat().ask('GET', path(seq, attachments[0]?.id))).toMatchObject({
      status: 404,
      body: { error: 'File not found' },
    })
  })
})

describe('a file that the visitor sends', () => {
  it('comes with a message, or alone', async () => {
    const both = await chat().upload(token, { message: 'My lid', files: file(png(3, 2), 'lid.png') })
    expect([both.status, both.body]).toEqual([201, { status: 'ok' }])
    const alone = await chat().upload(token, { files: [file('one', 'a.txt'), file('two', 'b.txt')] })
    expect(alone.status).toBe(201)
    const [first, second] = await withFiles()
    expect(first).toMatchObject({ direction: 'inbound', body: 'My lid', files: [{ filename: 'lid.png' }] })
    expect(second).toMatchObject({ body: '', files: [{ filename: 'a.txt' }, { filename: 'b.txt' }] })
    const got = await chat().ask('GET', path(second?.id, second?.files[1]?.id))
    expect(got.body).toBe('two')
    const messages = await manageCalls(app, to).all(`/conversations/${await newest()}/messages`)
    expect(messages.map(({ attachments }) => (attachments as unknown[]).length)).toEqual([0, 1, 2])
  })

  it('is stored once under one id', async () => {
    const fields = { message: 'My lid', client_message_id: 'm-1', files: file(png(1, 1), 'lid.png') }
    await chat().upload(token, fields)
    const again = await chat().upload(token, fields)
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true'])
    expect(await withFiles()).toHaveLength(1)
  })

  it('is too large at 32 MiB and one byte, and too many are 21', async () => {
    const large = await chat().upload(token, { files: file(Buffer.alloc(32 * 1024 * 1024 + 1), 'a.bin') })
    expect([large.status, large.body]).toEqual([413, { error: 'File size exceeds 32MB' }])
    const files = Array.from({ length: 21 }, (_, n) => file('x', `${n}.txt`))
    expect((await chat().upload(token, { files })).status).toBe(422)
    expect(await withFiles()).toEqual([])
  })

  it('goes nowhere without a conversation', async () => {
    const sent = await chat().upload('nobody', { files: file('x', 'x.txt') })
    expect([sent.status, sent.body]).toEqual([404, { error: 'Conversation not found' }])
  })
})
