import { clockTime } from '../text/days.ts'
import type { Message } from '../wire/shapes.ts'
import { Files } from './Files.tsx'
import { Icon } from './Icon.tsx'
import { addressOn } from './OurMessage.tsx'
import { PlainText } from './PlainText.tsx'
import { useView } from './view.ts'

/** What the visitor said, as the server has it. */
export function TheirMessage({ message, note }: { message: Message; note: 'sent' | 'seen' | null }) {
  const { words, locale, server } = useView()
  const { body, files, timestamp } = message
  return (
    <div class="theirs">
      <p class="hidden">{words.you}</p>
      {body !== '' && (
        <div class="bubble" dir="auto">
          <PlainText text={body} />
        </div>
      )}
      <Files files={files.map(({ url, ...file }) => ({ ...file, href: addressOn(server, url) }))} />
      {note && (
        <p class="note">
          <Icon name={note === 'seen' ? 'checks' : 'check'} size={14} />
          {words[note]} <time dateTime={timestamp}>{clockTime(Date.parse(timestamp), locale)}</time>
        </p>
      )}
    </div>
  )
}
