// One way through the SDK for every place it has to run in, and the SDK as one script for those that load no modules.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type * as Sdk from '../../sdk/src/index.ts'

type Given = { baseUrl: string; apiKey: string; accessToken: string }

/** Whole in itself, for its text is what is sent elsewhere. Answers the same everywhere: {@link walked}. */
export async function walk(sdk: typeof Sdk, { baseUrl, apiKey, accessToken }: Given) {
  const tickets = sdk.ticketsApi({ baseUrl, apiKey })
  const manage = sdk.manageApi({ baseUrl, accessToken })
  const { createdTicketNumber, ticketId } = await tickets.createTicket({ query: 'The lid does not close' })
  const id = ticketId ?? ''
  const numbers: (string | null)[] = []
  for await (const { number } of manage.conversations({ status: ['open'] })) numbers.push(number)

  const file = new File(['größer'], 'lid.txt', { type: 'text/plain' })
  const { attachments, seq } = await manage.reply(id, { body: 'A new one', files: [file], seenSeq: 1 })
  const download = await manage.download(attachments[0] ?? { id: 0 })
  const late = await manage.note(id, { body: 'Late', seenSeq: 1 }).catch((error: unknown) => error)
  const newer = late instanceof sdk.ParleyError ? late.newer?.map(({ body }) => body) : 'it was sent'

  const types: string[] = []
  for await (const item of manage.events({ after: 0 })) {
    types.push('refresh' in item ? 'refresh' : item.type)
    if (types.includes('message.created')) break
  }
  await manage.beat({ status: 'away' })
  const here: string[] = []
  for await (const item of manage.watchPresence()) {
    if ('anew' in item) continue
    here.push(`${item.name} ${item.status}`)
    break
  }
  const { data } = await sdk
    .accountsApi({ baseUrl, apiKey })
    .upsertAccount({ type: 'Company', name: 'Pan', domain: 'pan.example' })
    .then(async ({ id }) => ({ data: await sdk.accountsApi({ baseUrl, apiKey }).account({ id }) }))
  const kinds = { events: types.includes('conversation.opened'), company: data.name }
  return { createdTicketNumber, numbers, seq, text: await download.text(), newer, here, ...kinds }
}

export const walked = {
  createdTicketNumber: 'ASM-1',
  numbers: ['ASM-1'],
  seq: 2,
  text: 'größer',
  newer: ['A new one'],
  here: ['Noor Valdis away'],
  events: true,
  company: 'Pan',
}

/** As one script that defines `Parley`. */
export async function bundledSdk(): Promise<string> {
  const entry = fileURLToPath(new URL('../../sdk/src/index.ts', import.meta.url))
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, name: 'Parley', formats: ['iife'] } },
  })
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []))
  const [script] = outputs.flatMap((each) => (each.type === 'chunk' ? [each.code] : []))
  if (script === undefined || outputs.length !== 1) throw new Error('the SDK is not one script')
  return script
}
