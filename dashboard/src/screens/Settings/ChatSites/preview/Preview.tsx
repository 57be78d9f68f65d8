import { type ReactElement, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteFields } from '../../../../api/sites.ts'
import { locale } from '../../../../i18n/local.ts'
import { inkOn } from '../contrast.ts'
import type { Part } from '../draft.ts'
import { previewLocale } from './preview-locale.ts'
import { Segments } from './Segments.tsx'
import './Preview.css'

type PreviewProps = { draft: SiteFields; part: Part }

const SHOWS = ['launcher', 'form', 'talk'] as const
const THEMES = ['light', 'dark'] as const
/** Somebody who types sees it when they pause. */
const SETTLE = 150

/** The chat itself as it would be, drawn by a page that asks no server and keeps nothing. */
export function Preview({ draft, part }: PreviewProps): ReactElement {
  const { t } = useTranslation('sites')
  const frame = useRef<HTMLIFrameElement>(null)
  const [ready, setReady] = useState(0)
  const [show, setShow] = useState<(typeof SHOWS)[number]>('form')
  const [theme, setTheme] = useState<(typeof THEMES)[number]>(() =>
    matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  )
  const language = useSyncExternalStore(previewLocale.subscribe, previewLocale.now) ?? locale()
  const words = useMemo(() => ({ question: t('preview.question'), answer: t('preview.answer') }), [t])
  // While hours are what one sets, what visitors see outside of them is what one wants to see.
  const asked = JSON.stringify({
    parley: 'preview',
    site: siteOf(draft, part === 'hours'),
    show,
    theme,
    locale: language,
    words,
  })

  useEffect(() => {
    const heard = ({ origin, source, data }: MessageEvent): void => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return
      if (data?.parley === 'preview-ready') setReady((before) => before + 1)
    }
    window.addEventListener('message', heard)
    return () => {
      window.removeEventListener('message', heard)
      previewLocale.set(null)
    }
  }, [])

  useEffect(() => {
    if (ready === 0) return
    const timer = setTimeout(() => {
      frame.current?.contentWindow?.postMessage(JSON.parse(asked), location.origin)
    }, SETTLE)
    return () => clearTimeout(timer)
  }, [ready, asked])

  const fromRight = language.startsWith('ar')
  const side = (draft.appearance.position === 'left') !== fromRight ? 'left' : 'right'
  return (
    <aside className="site-preview" aria-label={t('preview.title')}>
      <div className="site-preview-head">
        <Segments
          label={t('preview.show')}
          options={SHOWS.map((one) => [one, t(`preview.${one}`)] as const)}
          value={show}
          onChange={(next) => setShow(next)}
        />
        <Segments
          label={t('preview.theme')}
          options={THEMES.map((one) => [one, t(`preview.${one}`)] as const)}
          value={theme}
          onChange={(next) => setTheme(next)}
        />
      </div>
      <div className="site-preview-window" data-theme={theme}>
        {/* Looked at, not used: nothing in it takes the focus from what one is writing. */}
        <iframe
          ref={frame}
          className={`site-preview-page site-preview-${side}`}
          src="/chat/preview"
          title={t('preview.title')}
          tabIndex={-1}
          inert
        />
      </div>
      <p className="set-help">{t(draft.enabled ? 'preview.about' : 'preview.off')}</p>
    </aside>
  )
}

/** As `GET /api/v1/chat/widget` would say it of what is not saved yet. */
function siteOf({ name, greeting, appearance, office_hours }: SiteFields, closed: boolean): object {
  const { colour, offset } = appearance
  const whole = /^#[0-9a-f]{6}$/i.test(colour) ? colour : '#056987'
  const at = (value: number): number => (Number.isNaN(value) ? 0 : Math.min(400, value))
  return {
    name,
    greeting,
    appearance: {
      ...appearance,
      colour: whole,
      text_colour: inkOn(whole).ink,
      offset: { x: at(offset.x), y: at(offset.y) },
    },
    office_hours: office_hours && { open: !closed, changes_at: null },
  }
}
