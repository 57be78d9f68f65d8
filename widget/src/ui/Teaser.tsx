import { useSignal } from '@preact/signals'
import { fill } from '../locales/words.ts'
import { excerptOf } from '../text/excerpt.ts'
import { Icon } from './Icon.tsx'
import { Mark } from './Mark.tsx'
import { useView } from './view.ts'

/** The newest answer beside the closed chat: said aloud once, never taking the focus. */
export function Teaser() {
  const { chat, words, show } = useView()
  const dismissed = useSignal(0)
  const { session, messages } = chat
  const answer = messages.value.findLast(({ inbound, seq }) => !inbound && seq > session.value.read)
  const shown = answer && answer.seq > dismissed.value ? answer : null
  return (
    <div class="teasers" role="status">
      {shown && (
        <div class="teaser">
          <button type="button" class="teaser-open" onClick={show}>
            <Mark name={shown.author} />
            <span class="teaser-words">
              <span class="quiet">{fill(words.answered, { name: shown.author })}</span>
              <span class="teaser-text">{excerptOf(shown.body) || shown.files[0]?.filename}</span>
            </span>
          </button>
          <button
            type="button"
            class="button small"
            aria-label={words.dismiss}
            onClick={() => (dismissed.value = shown.seq)}
          >
            <Icon name="x" size={16} />
          </button>
        </div>
      )}
    </div>
  )
}
