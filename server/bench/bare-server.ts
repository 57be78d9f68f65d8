// The yardstick: the least that takes the same request and keeps it. Fastify, busboy, one prepared insert under
// synchronous=NORMAL; no credential, no validation, no log, no contact, number or event, and no fsync per commit.
import { DatabaseSync } from 'node:sqlite'
import busboy from 'busboy'
import fastify from 'fastify'

const db = new DatabaseSync(`${process.env.DATA_DIR}/bare.db`)
db.exec('pragma journal_mode = wal; pragma synchronous = normal')
db.exec('create table ticket (id integer primary key, title text, body text, name text, email text)')
const insert = db.prepare('insert into ticket (title, body, name, email) values (?, ?, ?, ?)')

const app = fastify()
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
app.post('/interaction', (request, reply) => {
  const fields: Record<string, string> = {}
  const parser = busboy({ headers: request.headers })
  parser.on('field', (name, value) => {
    fields[name] = value
  })
  parser.on('close', () => {
    const { title = null, query = null, user_name: name = null, user_email: email = null } = fields
    const { lastInsertRowid } = insert.run(title, query, name, email)
    reply.send({ created_ticket_number: `ASM-${lastInsertRowid}` })
  })
  request.raw.pipe(parser)
})

const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ msg: 'ready', url, pid: process.pid })}\n`)
process.on('SIGTERM', () => app.close().then(() => process.exit(0)))
