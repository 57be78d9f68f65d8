import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { fill, type Words } from '../locales/words.ts'
import { soon } from '../text/days.ts'
import type { Site } from '../wire/shapes.ts'
import { Icon } from './Icon.tsx'
import { Mark } from './Mark.tsx'
import { Menu } from './Menu.tsx'
import { useOwnText } from './own-text.ts'
import { useView } from './view.ts'

export function Header() {
  const view = useView()
  const { words, site, locale, inline, close } = view
  const menu = useSignal(false)
  const more = useRef<HTMLButtonElement>(null)
  const title = useOwnText('title', site.name)
  const whenClosed = useOwnText('offline', '')

  function closeMenu(): void {
    menu.value = false
    more.current?.focus()
  }

  return (
    <header>
      <Mark name={site.name} large />
      <div class="who">
        <h2>{title}</h2>
        <p class="quiet">
          {site.hours?.open === false && whenClosed ? whenClosed : presence(site, words, locale)}
        </p>
      </div>
      <button
        ref={more}
        type="button"
        class="button"
        aria-label={words.more}
        aria-haspopup="menu"
        aria-expanded={menu.value}
        onClick={() => (menu.value = !menu.value)}
      >
        <Icon name="dots" />
      </button>
      {!inline && (
        <button type="button" class="button" aria-label={words.close} onClick={close}>
          <Icon name="x" />
        </button>
      )}
      {menu.value && <Menu opener={more.current} close={closeMenu} />}
    </header>
  )
}

function presence({ hours }: Site, words: Words, locale: string): string {
  if (!hours) return words.asSoonAsWeCan
  const at = hours.changesAt === null ? Number.NaN : Date.parse(hours.changesAt)
  if (Number.isNaN(at) || at < Date.now()) return hours.open ? words.hereNow : words.away
  return fill(hours.open ? words.hereUntil : words.backAt, { time: soon(at, Date.now(), locale) })
}
