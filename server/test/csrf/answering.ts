// Lines of what helps to answer: files sent ahead, macros, deliveries.
import type { TestApp } from '../app.ts'
import { failDelivery } from '../fail-delivery.ts'
import { file, postForm } from '../forms.ts'
import { type Line, line } from './line.ts'

export const answeringLines = (app: () => TestApp): Record<string, Line> => ({
  'POST /files': line(201, () => ({ file: 'x' })),
  'DELETE /files/:id': line(204, async ({ to }) => {
    const fields = { file: file('x', 'a.txt') }
    const sent = await postForm(app(), '/api/manage/files', `Bearer ${to.accessToken}`, fields)
    return { path: `/files/${(sent.json() as { file: { id: string } }).file.id}` }
  }),
  'POST /macros': line(201, () => ({ payload: { name: 'evil', body: 'x' } })),
  'PATCH /macros/:id': line(200, async ({ post }) => ({
    path: `/macros/${(await post('/macros', { name: 'good', body: 'x' })).id}`,
    payload: { name: 'evil' },
  })),
  'DELETE /macros/:id': line(204, async ({ post }) => ({
    path: `/macros/${(await post('/macros', { name: 'good', body: 'x' })).id}`,
  })),
  'POST /conversations/:id/macros/:macro': line(200, async ({ conversation, post }) => {
    const { id } = await post('/macros', { name: 'x', actions: [{ type: 'status', value: 'closed' }] })
    return { path: `/conversations/${conversation}/macros/${id}` }
  }),
  'POST /messages/:id/retry': line(200, async ({ to, conversation, post }) => {
    const { id } = await post(`/conversations/${conversation}/messages`, { body: 'x' })
    await failDelivery(app(), to, conversation, id ?? '')
    return { path: `/messages/${id}/retry` }
  }),
})
