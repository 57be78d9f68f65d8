import { fill, type Words } from '../locales/words.ts'
import type { Letter, Refusal } from '../outbox/letter.ts'
import { waitTime } from '../text/size.ts'
import { Files } from './Files.tsx'
import { Icon } from './Icon.tsx'
import { PlainText } from './PlainText.tsx'
import { useView } from './view.ts'

const REFUSALS: Record<Refusal, keyof Words> = {
  'too-long': 'refusedTooLong',
  'not-allowed': 'refusedNotAllowed',
  file: 'refusedFile',
  refused: 'refused',
}

/** A message that the server does not have yet: where it is, why, and what one can do about it. */
export function LetterRow({ letter }: { letter: Letter }) {
  const { words } = useView()
  const { state, text, files } = letter
  const held = state.phase === 'failed' || (state.phase === 'pending' && state.why !== null)
  return (
    <div class={held ? 'theirs held' : 'theirs'}>
      <p class="hidden">{words.you}</p>
      {text !== '' && (
        <div class="bubble" dir="auto">
          <PlainText text={text} />
        </div>
      )}
      <Files files={files.map((file) => ({ ...file, href: null }))} />
      <p class="note">{held ? <Held letter={letter} /> : <Going letter={letter} />}</p>
    </div>
  )
}

function Going({ letter }: { letter: Letter }) {
  const { chat, words, locale } = useView()
  if (letter.state.phase === 'sent')
    return (
      <>
        <Icon name="check" size={14} />
        {words.sent}
      </>
    )
  const share = letter.files.length > 0 ? chat.progress.value[letter.id] : undefined
  return (
    <>
      <Icon name="clock" size={14} />
      {share === undefined ? words.sending : percent(words, share, locale)}
      {share !== undefined && <progress max={1} value={share} aria-label={words.sending} />}
    </>
  )
}

function percent(words: Words, share: number, locale: string): string {
  return fill(words.percentSent, { n: new Intl.NumberFormat(locale, { style: 'percent' }).format(share) })
}

function Held({ letter }: { letter: Letter }) {
  const { chat, words, locale, now, draft } = useView()
  const { id, state } = letter
  if (state.phase === 'failed')
    return (
      <>
        <Icon name="alert" size={14} />
        {words[REFUSALS[state.why]]}
        <button type="button" class="link" onClick={() => chat.retry(id)}>
          {words.retry}
        </button>
        <button
          type="button"
          class="link"
          onClick={() => {
            const taken = chat.takeBack(id)
            if (taken) draft.value = [draft.value, taken.text].filter((text) => text !== '').join('\n')
          }}
        >
          {words.edit}
        </button>
      </>
    )
  const left = state.phase === 'pending' ? state.notBefore - now.value : 0
  return (
    <>
      <Icon name="alert" size={14} />
      {words.notSentYet}
      {left > 0 && `, ${fill(words.nextTry, { time: waitTime(left, locale) })}`}
      {state.phase === 'pending' && state.why !== 'limited' && (
        <button type="button" class="link" onClick={() => chat.retry(id)}>
          {words.retry}
        </button>
      )}
    </>
  )
}
