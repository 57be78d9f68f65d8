// What the sample lacks: words that fit nowhere, a conversation in which everything happened, keys, macros, views.
import { makeChat } from './chat.ts'

export type Call = <T>(path: string, method?: string, body?: object) => Promise<T>
type Made = { id: string }
type Entry = {
  id: string
  author: { kind: string }
  attachments: { state: string; width: number | null }[]
}
type List = { data: Entry[] }

const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and a sentence that goes on ' +
  'and on, because somebody had a lot to say and did not stop for breath, not even here, nor at the end of the line'

const ARABIC =
  'غطاء الغلاية لا يُغلق بإحكام، والماء يتسرّب منه عند الصبّ. هل يمكن إرسال غطاء جديد؟ رقم الطلب POT-8841.'

const DAY = 86_400_000

/** @returns addresses of single things, by name. */
export async function makePlaces(url: string, call: Call, me: string): Promise<Record<string, string>> {
  const { key } = await call<{ key: string }>('/api-keys', 'POST', { name: 'Web shop' })
  const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString()
  await call('/api-keys', 'POST', { name: 'Warehouse scanner, second floor', expires_at: inDays(6) })
  await call('/api-keys', 'POST', { name: 'Christmas fair', expires_at: inDays(200) })
  await call('/access-tokens', 'POST', {
    name: 'Weekly report',
    scopes: ['conversations:read', 'contacts:read'],
  })
  await call('/access-tokens', 'POST', { name: 'Noor’s scripts', scopes: null, expires_at: inDays(10) })
  await makeMacros(call)

  async function ticket(fields: Record<string, string>): Promise<string> {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    const sent = await fetch(`${url}/interaction`, { method: 'POST', headers: { authorization: key }, body })
    const id = sent.headers.get('x-ticket-id')
    if (!id) throw new Error(`POST /interaction answered ${sent.status} ${await sent.text()}`)
    return id
  }
  const long = await ticket({
    query: `${LONG}\n\n${LONG}\nhttps://example.com/${'path/'.repeat(40)}`,
    title: LONG,
    user_name: LONG.slice(0, 120),
    user_email: `${'long.'.repeat(10)}name@a-domain-that-is-long-as-well.example`,
  })
  const rtl = await ticket({
    query: ARABIC,
    title: 'الغطاء لا يُغلق',
    user_name: 'ليلى الحداد',
    user_email: 'layla@mail.example',
  })
  const links = await ticket({
    query: 'The photos are too large for mail, so here are links.',
    title: 'Photos of the dent',
    user_name: 'Jo Bellamy',
    user_email: 'jo@mail.example',
    files_image_url: 'http://192.168.0.9/dent-front.jpg',
  })
  const notes = await everything(call, ticket, me)
  const talk = await makeChat(url, call)
  await call('/invitations', 'POST', { email: 'erik.lindqvist@pottle.example', role: 'admin' })
  const { link } = await call<{ link: string }>('/invitations', 'POST', {
    email: 'ada@pottle.example',
    role: 'agent',
  })
  const view = await call<Made>('/views', 'POST', {
    name: 'Urgent, nobody’s',
    shared: true,
    filters: { status: 'open', assignee: 'none', priority: 'urgent' },
  })
  await call('/views', 'POST', { name: 'Refunds', shared: false, filters: { status: 'open', tag: 'refund' } })

  const [snoozed] = (await call<List>('/conversations?status=snoozed&limit=1')).data
  const [closed] = (await call<List>('/conversations?status=closed&limit=1')).data
  const at = (id: string | undefined) => `/?conversation=${id}`
  const places: Record<string, string> = {
    ...notes,
    ...talk,
    long: at(long),
    rtl: at(rtl),
    links: at(links),
    'long-list': at(long),
    'rtl-list': at(rtl),
    view: `/?view=${view.id}`,
    join: new URL(link).pathname + new URL(link).hash,
    snoozed: at(snoozed?.id),
    closed: at(closed?.id),
  }
  const all = await Promise.all(
    ['open', 'pending', 'closed'].map((status) => call<List>(`/conversations?status=${status}&limit=60`)),
  )
  // The one that shows most: many voices, then many messages; and one with a picture.
  let most = 0
  for (const { id } of all.flatMap(({ data }) => data)) {
    const { data } = await call<List>(`/conversations/${id}/messages`)
    const stored = data.flatMap(({ attachments }) => attachments).filter(({ state }) => state === 'stored')
    const shows = 10 * new Set(data.map(({ author }) => author.kind)).size + Math.min(data.length, 9)
    if (shows > most && at(id) !== places.notes) {
      most = shows
      places.thread = at(id)
    }
    if (stored.some(({ width }) => width !== null)) places.files ??= at(id)
  }
  return places
}

/** One in which everything happened that can, and one that took another in. */
async function everything(
  call: Call,
  ticket: (fields: Record<string, string>) => Promise<string>,
  me: string,
): Promise<Record<string, string>> {
  const who = { user_name: 'Priya Raman', user_email: 'priya.raman@mail.example' }
  const id = await ticket({
    ...who,
    query: 'Hello! The lid of my kettle drips when I pour. I bought it in May. What can I do?',
    title: 'The lid drips',
  })
  const of = `/conversations/${id}`
  const write = (kind: string, body: string, mentions: string[] = []) =>
    call(`${of}/messages`, 'POST', { kind, body, mentions })
  const team = (await call<{ data: { id: string; name: string }[] }>('/teammates')).data
  const mattis = team.find(({ name }) => name.startsWith('Mattis'))
  await call(of, 'PATCH', { assignee_id: me, priority: 'high', tags: ['lid', 'warranty'] })
  await write(
    'reply',
    'Hello Priya,\n\nthat should not happen. Does it drip at the **hinge** or at the *spout*? A photo would help:\n\n1. from above, lid closed\n2. from the side, while you pour',
  )
  await write(
    'note',
    `@Mattis Brandt is this the batch of May again? The [list of faults](https://example.com/faults) says \`K-114\`.`,
    mattis ? [mattis.id] : [],
  )
  const second = await ticket({
    ...who,
    query: 'It is at the hinge. And could you tell me if the kettle is safe with hard water?',
    title: 'Hard water',
  })
  await call(`/conversations/${second}`, 'PATCH', { tags: ['water'] })
  const third = await ticket({
    ...who,
    query: 'May I also order a second lid, in blue?',
    title: 'A second lid',
  })
  const merged = await ticket({
    ...who,
    query: 'Just checking whether you got my photos?',
    title: 'Did you get my photos?',
  })
  await call(`/conversations/${merged}/merge`, 'POST', { from: second })
  await call(`/conversations/${merged}/messages`, 'POST', {
    kind: 'reply',
    body: 'Yes, thank you! With hard water, descale it every four weeks.',
  })
  await write('reply', 'Thank you. A new seal is on its way; it is there on Thursday.')
  return {
    notes: `/?conversation=${id}`,
    merged: `/?conversation=${merged}`,
    third: `/?conversation=${third}`,
  }
}

async function makeMacros(call: Call): Promise<void> {
  const hello = 'Hello {{contact.first_name}},\n\n'
  for (const [name, shortcut, body, actions] of [
    [
      'Lid: send a new seal',
      'seal',
      `${hello}a new seal is on its way and should be there within three days.`,
      [
        { type: 'add_tag', value: 'lid' },
        { type: 'status', value: 'closed' },
      ],
    ],
    [
      'Ask for a photo',
      'photo',
      `${hello}could you send us a photo of it, from above and from the side?`,
      [],
    ],
    [
      'Refund: how long it takes',
      'refund',
      `${hello}your refund is on its way. Banks take three to five days.`,
      [{ type: 'priority', value: 'low' }],
    ],
    ['Snooze over the weekend', null, '', [{ type: 'snooze', value: 3_600 }]],
  ] as const)
    await call('/macros', 'POST', { name, shortcut, body, actions, shared: true })
}
