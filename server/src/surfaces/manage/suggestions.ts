// What conversations can be asked for by: the tags they have, the channels they come in on.
import { z } from 'zod'
import { listChannels } from '../../core/channels/queries.ts'
import { suggestTags } from '../../core/conversations/tags/suggest-tags.ts'
import { storable } from '../../core/storable.ts'
import { type Answer, type Call, type Route, route } from '../../http/surface.ts'
import { teammate as auth, type Caller } from './auth.ts'
import { pageOf, pageQuery, placeFrom } from './paging.ts'
import type { ChannelBody, ListBody, TagBody } from './wire.ts'
import * as wire from './wire.ts'

const MOST_TAGS = 50

const tagQuery = z.object({
  q: z
    .string({ error: ({ input }) => `q ${Array.isArray(input) ? 'is given twice' : 'must be a text'}` })
    .max(100, 'q is too long')
    .transform((text) => storable(text).trim().normalize('NFC'))
    .default('')
    .describe('How a tag, or a word in it, begins.'),
})

type Tags = Call<Caller, undefined, z.output<typeof tagQuery>, undefined>
type Channels = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>

export const suggestions: readonly Route[] = [
  route('GET', '/tags', {
    auth,
    scope: 'conversations:read',
    query: tagQuery,
    doc: {
      summary: 'Lists tags that conversations have',
      about: 'At most 50, those of the youngest conversations first; without regard to case and accents.',
      answers: { 200: wire.listOf(wire.tagBody) },
    },
    handle: listTags,
  }),
  route('GET', '/channels', {
    auth,
    scope: 'conversations:read',
    query: pageQuery,
    doc: { summary: 'Lists channels, oldest first', answers: { 200: wire.listOf(wire.channelBody) } },
    handle: listAllChannels,
  }),
]

/** `GET /api/manage/tags` */
async function listTags({ core, caller, query }: Tags): Promise<Answer> {
  const tags = await suggestTags(core.read, caller.org, query.q, MOST_TAGS)
  const body: ListBody<TagBody> = { data: tags.map((name) => ({ name })), next_cursor: null }
  return { status: 200, body }
}

/** `GET /api/manage/channels` */
async function listAllChannels({ core, caller, query }: Channels): Promise<Answer> {
  const { limit } = query
  const after = placeFrom(query.after, ['id'])?.id ?? ''
  const rows = await listChannels(core.read, caller.org, { after, limit: limit + 1 })
  const body: ListBody<ChannelBody> = pageOf(
    rows,
    limit,
    (row) => row,
    ({ id }) => [id],
  )
  return { status: 200, body }
}
