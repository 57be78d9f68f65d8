import type { ReactElement } from 'react'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Key } from '../../../ui/Key.tsx'
import './NothingOpen.css'

export function NothingOpen({ pickable }: { pickable: boolean }): ReactElement {
  return (
    <section className="nothing-open" aria-label="Conversation">
      {pickable && (
        <EmptyState icon="chat" title="Pick a conversation">
          <Key>J</Key> and <Key>K</Key> walk the list, <Key>Enter</Key> opens, <Key>Esc</Key> closes again.
        </EmptyState>
      )}
    </section>
  )
}
