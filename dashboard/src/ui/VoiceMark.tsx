import type { ReactElement } from 'react'
import { initials } from './initials.ts'
import type { Voice } from './voice.ts'
import './VoiceMark.css'

type VoiceMarkProps = { voice: Voice; name: string; size: 16 | 18 | 24 | 28 | 40 }

/** The shape says who: circle = person, square = bot, diamond = assistant. At 16 px it is the shape alone. */
export function VoiceMark({ voice, name, size }: VoiceMarkProps): ReactElement {
  return (
    <span className={`voice voice-${voice} voice-${size}`} aria-hidden="true">
      <span className="voice-shape" />
      {size > 16 && <span className="voice-letters">{initials(name, voice)}</span>}
    </span>
  )
}
