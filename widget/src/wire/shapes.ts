// What the chat API says, as docs/api/chat.md describes it. Read defensively: the page around us is not ours, and the
// server may be older or newer than this script.

export type Site = {
  name: string
  greeting: string
  appearance: Appearance
  hours: { open: boolean; changesAt: string | null } | null
  files: { most: number; maxBytes: number }
}

export type Appearance = {
  colour: string
  position: 'left' | 'right'
  offset: { x: number; y: number }
  icon: string
  hidden: boolean
  texts: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export type ChatFile = { id: string; filename: string; contentType: string; byteSize: number; url: string }

export type Message = {
  id: string
  seq: number
  inbound: boolean
  body: string
  timestamp: string
  author: string
  letter: string | null
  files: readonly ChatFile[]
  quickReplies: readonly string[]
}

export type ChatEvent =
  | { is: 'message'; message: Message }
  | { is: 'place'; seq: number }
  | { is: 'status'; open: boolean }
  | { is: 'read'; seq: number }
  | { is: 'typing'; typing: boolean; author: string }

type Loose = Record<string, unknown>

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null
const object = (value: unknown): Loose => (isObject(value) ? value : {})
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown, otherwise = 0): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise

export function siteOf(body: unknown): Site {
  const { name, greeting, appearance, office_hours: hours, files } = object(body)
  const { most, max_bytes: maxBytes } = object(files)
  return {
    name: text(name),
    greeting: text(greeting),
    appearance: appearanceOf(object(appearance)),
    hours: isObject(hours) ? { open: hours.open === true, changesAt: text(hours.changes_at) || null } : null,
    files: { most: number(most, 20), maxBytes: number(maxBytes, 32 * 1024 * 1024) },
  }
}

function appearanceOf({ colour, position, offset, launcher, texts }: Loose): Appearance {
  const { x, y } = object(offset)
  const { icon, hidden } = object(launcher)
  const words = Object.entries(object(texts)).map(
    ([locale, own]) =>
      [
        locale,
        Object.fromEntries(Object.entries(object(own)).map(([key, word]) => [key, text(word)])),
      ] as const,
  )
  return {
    colour: text(colour),
    position: position === 'left' ? 'left' : 'right',
    offset: { x: number(x, 20), y: number(y, 20) },
    icon: text(icon),
    hidden: hidden === true,
    texts: Object.fromEntries(words),
  }
}

/** Null for what cannot be read or is not known: a newer server may say more. */
export function eventOf(entry: { id: string; event: string; data: string }): ChatEvent | null {
  if (entry.data === '') return entry.id === '' ? null : { is: 'place', seq: Number(entry.id) || 0 }
  let data: Loose
  try {
    data = object(JSON.parse(entry.data))
  } catch {
    return null
  }
  if (entry.event === 'message') {
    const message = messageOf(data)
    return message && { is: 'message', message }
  }
  if (entry.event === 'status') return { is: 'status', open: data.status !== 'closed' }
  if (entry.event === 'read') return { is: 'read', seq: number(data.seq) }
  if (entry.event === 'typing')
    return { is: 'typing', typing: data.typing === true, author: text(data.author) }
  return null
}

function messageOf(data: Loose): Message | null {
  const id = text(data.id) || String(number(data.id))
  if (id === '0' || typeof data.seq !== 'number') return null
  return {
    id,
    seq: data.seq,
    inbound: data.direction === 'inbound',
    body: text(data.body),
    timestamp: text(data.timestamp),
    author: text(data.author),
    letter: text(data.client_message_id) || null,
    files: list(data.files).map((file) => fileOf(object(file))),
    quickReplies: list(data.quick_replies).filter((reply): reply is string => typeof reply === 'string'),
  }
}

function fileOf({ id, filename, content_type, byte_size, url }: Loose): ChatFile {
  return {
    id: String(id),
    filename: text(filename),
    contentType: text(content_type),
    byteSize: number(byte_size),
    url: text(url),
  }
}
