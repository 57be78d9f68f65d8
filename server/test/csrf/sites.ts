// Lines of chat sites.
import { type Line, line, type Place } from './line.ts'

const site = async ({ post }: Place) => (await post('/sites', { name: 'good' })).id

export const siteLines: Record<string, Line> = {
  'POST /sites': line(201, () => ({ payload: { name: 'evil' } })),
  'PATCH /sites/:id': line(200, async (place) => ({
    path: `/sites/${await site(place)}`,
    payload: { name: 'evil' },
  })),
  'DELETE /sites/:id': line(204, async (place) => ({ path: `/sites/${await site(place)}` })),
  'POST /sites/:id/secret-key': line(201, async (place) => ({
    path: `/sites/${await site(place)}/secret-key`,
    payload: { overlap_hours: 0 },
  })),
  'POST /sites/:id/identity-secret': line(201, async (place) => ({
    path: `/sites/${await site(place)}/identity-secret`,
    payload: { overlap_hours: 0 },
  })),
}
