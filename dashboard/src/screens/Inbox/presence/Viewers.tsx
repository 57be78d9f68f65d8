import type { ReactElement } from 'react'
import type { PresenceBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { personKey } from '../../../presence/present.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { VoiceMark } from '../../../ui/VoiceMark.tsx'
import { viewersWords } from './others.ts'
import './presence.css'

type ViewersProps = { viewers: readonly PresenceBody[]; most: number }

/** An eye and the marks of those who have it open too; beyond `most` a number. */
export function Viewers({ viewers, most }: ViewersProps): ReactElement | null {
  if (viewers.length === 0) return null
  const words = viewersWords(viewers)
  const more = viewers.length - most
  return (
    <span className="viewers" title={words}>
      <Icon name="eye" size={12} />
      {viewers.slice(0, most).map((person) => (
        <VoiceMark key={personKey(person)} voice="human" name={person.name} size={18} />
      ))}
      {more > 0 && (
        <span className="figures" aria-hidden="true">
          +{more}
        </span>
      )}
      <span className="for-readers">{words}</span>
    </span>
  )
}
