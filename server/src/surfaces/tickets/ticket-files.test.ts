import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type FormValue, file, png } from '../../../test/forms.ts'
import { ticketDesk } from '../../../test/ticket-desk.ts'

const desk = ticketDesk()
const { post, newest, tickets } = desk

describe('files, in all three forms at once', () => {
  it('come back byte for byte, under headers no browser runs', async () => {
    const [one, two, three] = [png(1, 1), png(2, 2), png(3, 3)]
    const answer = await post({
      query: 'see the pictures',
      files: [file(one, 'größe 一.png', 'image/png'), file(two, 'two.png')],
      files_base64: three.toString('base64').replace(/.{76}/g, '$&\r\n'),
      files_image_url: 'https://example.com/img.jpg',
    })
    expect(answer.statusCode).toBe(200)
    const { attachments } = await newest()
    expect(
      attachments.map(({ filename, content_type, byte_size }) => [filename, content_type, byte_size]),
    ).toEqual([
      ['größe 一.png', 'image/png', one.length],
      ['two.png', 'image/png', two.length],
      ['file-3.png', 'image/png', three.length],
      ['img.jpg', 'application/octet-stream', 0],
    ])
    const headers = { authorization: `Bearer ${desk.to.accessToken}` }
    for (const [place, bytes] of [one, two, three].entries()) {
      const download = await desk.app.http.inject({ url: String(attachments[place]?.url), headers })
      expect(download.rawPayload.equals(bytes)).toBe(true)
      expect(download.headers).toMatchObject({
        'content-type': 'image/png',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-store',
      })
      expect(download.headers['content-disposition']).toMatch(/^attachment; filename/)
    }
    const link = { state: 'link', url: null, thumbnail_url: null, source_url: 'https://example.com/img.jpg' }
    expect(attachments[3]).toMatchObject(link)
  })

  it('call for a job to fetch each link', async () => {
    await post({ query: 'x', files: file(png(1, 1), 'a.png'), files_image_url: 'https://example.com/i' })
    const jobs = await desk.app.core.read
      .selectFrom('job')
      .selectAll()
      .where('org_id', '=', desk.to.org)
      .execute()
    expect(jobs.map(({ kind, payload }) => [kind, payload]).sort()).toEqual([['fetchLink', '{"number":2}']])
  })

  it('have a small picture, made at the first look, and only once', async () => {
    const big = png(1_000, 500)
    await post({ query: 'x', files: [file(big, 'a.png'), file(big.subarray(0, big.length - 40), 'cut.png')] })
    const { attachments } = await newest()
    const headers = { authorization: `Bearer ${desk.to.accessToken}` }
    const look = (place: number) =>
      desk.app.http.inject({ url: String(attachments[place]?.thumbnail_url), headers })
    const [first, ...more] = await Promise.all(Array.from({ length: 5 }, () => look(0)))
    expect([first?.statusCode, first?.headers['content-type']]).toEqual([200, 'image/webp'])
    expect(await sharp(first?.rawPayload).metadata()).toMatchObject({ width: 480, height: 240 })
    for (const again of [...more, await look(0)]) expect(again.rawPayload).toEqual(first?.rawPayload)
    // What cannot be decoded after all is only a file from then on.
    expect([(await look(1)).statusCode, (await look(1)).statusCode]).toEqual([404, 404])
    const after = (await newest()).attachments
    expect(after.map(({ width, thumbnail_url }) => [width, thumbnail_url !== null])).toEqual([
      [1_000, true],
      [null, false],
    ])
  })

  const NOT_OPENED = 'file could not be opened'
  const NOT_AN_IMAGE = 'files must be JPG or PNG images'
  const html = '<!doctype html><script>alert(1)</script>'
  it.each<[string, Record<string, FormValue>, string]>([
    ['HTML named PNG', { files: file(html, 'a.png', 'image/png') }, NOT_AN_IMAGE],
    ['a GIF', { files: file('GIF89a\x01\0\x01\0\0\0\0;', 'a.gif') }, NOT_OPENED],
    ['a PDF', { files: file('%PDF-1.7', 'a.pdf') }, NOT_AN_IMAGE],
    ['SVG', { files: file('<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg') }, NOT_AN_IMAGE],
    ['an empty file', { files: file('', 'a.png') }, NOT_OPENED],
    ['half a header', { files: file(png(9, 9).subarray(0, 20), 'a.png') }, NOT_OPENED],
    ['a bomb', { files: file(png(1, 1).fill(0x7f, 16, 24), 'a.png') }, NOT_OPENED],
    ['base64 that is none', { files_base64: 'not base64 at all!' }, NOT_OPENED],
    ['base64 of text', { files_base64: Buffer.from('hello').toString('base64') }, NOT_AN_IMAGE],
    ['a data URI of nothing', { files_base64: 'data:image/png;base64,' }, NOT_OPENED],
    [
      '4 MiB and a byte',
      { files: file(png(1, 1, 4_194_305 - png(1, 1).length), 'a.png') },
      'File size exceeds 4MB',
    ],
    [
      '4 MiB and a byte as base64',
      { files_base64: png(1, 1, 4_194_305 - png(1, 1).length).toString('base64') },
      'File size exceeds 4MB',
    ],
    ['a good one before a bad one', { files: [file(png(1, 1), 'a.png'), file(html, 'b.png')] }, NOT_AN_IMAGE],
    [
      '21 links',
      { files_image_url: Array.from({ length: 21 }, (_, n) => `https://e.com/${n}`) },
      'too many files (maximum 20)',
    ],
    [
      'a link that is none',
      { files_image_url: 'example.com/a.png' },
      'files_image_url must be an http or https URL',
    ],
    [
      'a link to a file',
      { files_image_url: 'file:///etc/passwd' },
      'files_image_url must be an http or https URL',
    ],
  ])('are refused with 400, and nothing is stored: %s', async (_, fields, error) => {
    const answer = await post({ query: 'x', ...fields })
    expect([answer.statusCode, answer.json()]).toEqual([400, { error }])
    expect(await tickets()).toEqual([])
    const kept: string[] = []
    for await (const key of desk.app.blobs.putBefore(Date.now() + 1_000)) kept.push(key)
    const known = desk.app.core.read.selectFrom('attachment').select(['sha256', 'thumbnail_sha256'])
    const referenced = new Set((await known.execute()).flatMap((row) => [row.sha256, row.thumbnail_sha256]))
    expect(kept.filter((key) => !referenced.has(key))).toEqual([])
  })

  it('of exactly 4 MiB pass', async () => {
    const largest = png(1, 1, 4_194_304 - png(1, 1).length)
    const answer = await post({
      query: 'x',
      files: file(largest, 'a.png'),
      files_base64: largest.toString('base64'),
    })
    expect(answer.statusCode).toBe(200)
  })
})
