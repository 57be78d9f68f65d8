import type { Tx } from '../../db/schema.ts'
import type { EventDraft } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { viewEvent } from './list-of-views.ts'
import { listAllViews, removeView, type ViewRow } from './queries.ts'

/** Removes the views that ask for one of these contacts, or name one of these addresses: they are about a person. */
export async function forgetViews(
  tx: Tx,
  org: OrgId,
  { contacts, addresses }: { contacts: readonly string[]; addresses: readonly string[] },
  actor: EventDraft['actor'],
): Promise<EventDraft[]> {
  const isAbout = ({ name, filters }: ViewRow) => {
    const said = `${name} ${filters}`.toLowerCase()
    const contact: unknown = JSON.parse(filters).contact
    return contacts.some((id) => id === contact) || addresses.some((address) => said.includes(address))
  }
  const gone = (await listAllViews(tx, org)).filter(isAbout)
  for (const view of gone) await removeView(tx, org, view.id)
  return gone.map((view) => viewEvent('view.deleted', view, actor))
}
