import { clockTime } from '../text/days.ts'
import type { Message } from '../wire/shapes.ts'
import { Files } from './Files.tsx'
import { Formatted } from './Formatted.tsx'
import { Mark } from './Mark.tsx'
import { useView } from './view.ts'

/** What somebody of the site says, with who that is, unless they just said something. */
export function OurMessage({ message, first }: { message: Message; first: boolean }) {
  const { locale, server } = useView()
  const { author, body, files, timestamp } = message
  const time = clockTime(Date.parse(timestamp), locale)
  return (
    <div class={first ? 'ours' : 'ours goes-on'}>
      {first && <Mark name={author} />}
      {first ? (
        <p class="quiet name">
          {author} <time dateTime={timestamp}>{time}</time>
        </p>
      ) : (
        <p class="hidden">{author}</p>
      )}
      {body !== '' && (
        <div class="bubble" dir="auto" title={time}>
          <Formatted text={body} />
        </div>
      )}
      <Files files={files.map(({ url, ...file }) => ({ ...file, href: addressOn(server, url) }))} />
    </div>
  )
}

/** What the site says by itself: a greeting, an answer for the meantime. */
export function Said({ text, first }: { text: string; first: boolean }) {
  const { site } = useView()
  return (
    <div class={first ? 'ours' : 'ours goes-on'}>
      {first && <Mark name={site.name} />}
      <p class="quiet name">{site.name}</p>
      <div class="bubble" dir="auto">
        <Formatted text={text} />
      </div>
    </div>
  )
}

/** Files are this server's or nobody's. */
export function addressOn(server: string, url: string): string | null {
  try {
    const address = new URL(url, server)
    return address.origin === new URL(server).origin ? address.href : null
  } catch {
    // Not an address: the file is shown and leads nowhere.
    return null
  }
}
