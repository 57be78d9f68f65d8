// Markdown in which nothing that somebody wrote means anything: texts are indented, names are escaped.
import type { AttachmentBody, AuthorBody, ConversationBody, MessageBody } from './wire.ts'

export function heading({ number, title, status, channel, contact, created_at }: ConversationBody): string {
  const lines = [
    `# ${inline(number === null ? title : `${number} · ${title}`)}`,
    '',
    `- Opened: ${time(created_at)}`,
    `- Status: ${status}`,
    `- Channel: ${inline(channel.name)}`,
  ]
  if (contact)
    lines.push(`- Contact: ${inline(contact.name ?? contact.username ?? contact.email ?? contact.id)}`)
  return `${lines.join('\n')}\n`
}

const KINDS: Record<MessageBody['kind'], string> = {
  message: '',
  note: ' · internal note',
  event: ' · event',
}

export function section(message: MessageBody, origin: string): string {
  const { author, kind, created_at, original_timestamp, body, attachments } = message
  const written = original_timestamp === null ? '' : `, written ${time(original_timestamp)}`
  const lines = [`\n## ${nameOf(author)} · ${time(created_at)}${written}${KINDS[kind]}`]
  if (body.trim() !== '') lines.push('', indented(body))
  if (attachments.length > 0)
    lines.push('', 'Files:', '', indented(attachments.map((file) => fileLine(file, origin)).join('\n')))
  return `${lines.join('\n')}\n`
}

function nameOf({ kind, name }: AuthorBody): string {
  return name === null ? kind : `${inline(name)} (${kind})`
}

function fileLine({ filename, byte_size, url, source_url }: AttachmentBody, origin: string): string {
  const size = url === null ? 'not stored' : byte_size === 1 ? '1 byte' : `${byte_size} bytes`
  return `${filename.replace(/[\r\n]/g, ' ')} (${size}) ${url === null ? (source_url ?? '') : origin + url}`.trim()
}

/** `2026-03-04 09:05:00 UTC` */
function time(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`
}

/** A block of code to Markdown, whatever it says; plain to people. */
function indented(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => `    ${line}`)
    .join('\n')
}

/** One line, with every mark that Markdown or HTML could take for its own escaped, and none that turns text around. */
function inline(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>()#+!|&~=:@/]/g, '\\$&')
}
