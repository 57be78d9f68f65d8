import { fill } from '../locales/words.ts'
import { hindrance } from '../talk/hindrance.ts'
import { waitTime } from '../text/size.ts'
import { Icon } from './Icon.tsx'
import { useView } from './view.ts'

/** Why nothing comes or goes, and until when. Not said aloud each second: the letters' own words are. */
export function Banner() {
  const { chat, words, locale, now } = useView()
  const held = hindrance(chat.letters.value, chat.line.value)
  if (!held) return null
  const left = held.until - now.value
  const time = waitTime(left, locale)
  const sentence =
    held.is === 'limited'
      ? fill(words.limited, { time })
      : left > 0
        ? fill(words.offline, { time })
        : words.connecting
  return (
    <div class="banner">
      <Icon name={held.is === 'limited' ? 'clock' : 'offline'} size={16} />
      <span>{sentence}</span>
      {held.is === 'offline' && left > 1_000 && (
        <button type="button" class="link" onClick={() => chat.retry()}>
          {words.retry}
        </button>
      )}
    </div>
  )
}
