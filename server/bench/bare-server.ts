// The yardstick: the least that takes the same request and keeps it. Fastify, busboy or JSON, one prepared insert under
// synchronous=NORMAL; no credential, no validation, no log, no contact, number or event, and no fsync per commit. Files
// go from busboy straight to disk, unhashed, unlooked at, and without an fsync either. A poll reads nothing at all.
import { createWriteStream } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import fastify from 'fastify'

const db = new DatabaseSync(`${process.env.DATA_DIR}/bare.db`)
db.exec('pragma journal_mode = wal; pragma synchronous = normal')
db.exec('create table ticket (id integer primary key, title text, body text, name text, email text)')
db.exec('create table message (id integer primary key, token text, body text)')
const insertMessage = db.prepare('insert into message (token, body) values (?, ?)')
const insert = db.prepare('insert into ticket (title, body, name, email) values (?, ?, ?, ?)')

/** Written over and over, so that the disk does not fill up. */
const FILES = 32
let uploads = 0

const app = fastify({ bodyLimit: 8 * 1024 * 1024 })
app.register(async (forms) => {
  forms.removeAllContentTypeParsers()
  forms.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  forms.post('/interaction', (request, reply) => {
    const fields: Record<string, string> = {}
    const files: Promise<void>[] = []
    const parser = busboy({ headers: request.headers })
    parser.on('field', (name, value) => {
      fields[name] = value
    })
    parser.on('file', (_name, stream) => {
      files.push(pipeline(stream, createWriteStream(`${process.env.DATA_DIR}/file-${uploads++ % FILES}`)))
    })
    parser.on('close', async () => {
      await Promise.all(files)
      const { title = null, query = null, user_name: name = null, user_email: email = null } = fields
      const { lastInsertRowid } = insert.run(title, query, name, email)
      reply.send({ created_ticket_number: `ASM-${lastInsertRowid}` })
    })
    request.raw.pipe(parser)
  })
})

const MESSAGES = '/api/v1/chat/conversations/:visitor_token/messages'
type Send = { Params: { visitor_token: string }; Body: { message: string } }
app.post<Send>(MESSAGES, async ({ params, body }, reply) => {
  insertMessage.run(params.visitor_token, body.message)
  return reply.code(201).send({ status: 'ok' })
})
app.get(MESSAGES, async () => [])

const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ msg: 'ready', url, pid: process.pid })}\n`)
process.on('SIGTERM', () => app.close().then(() => process.exit(0)))
