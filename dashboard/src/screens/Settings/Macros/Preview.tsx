import { type ReactElement, type ReactNode, useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fillIn } from '../../Inbox/composer/macros/variables.ts'
import { Markdown } from '../../Inbox/thread/markdown/Markdown.tsx'
import { useParser } from '../../Inbox/thread/markdown/use-parser.ts'
import { useSettings } from '../settings-context.ts'
import { exampleValues, PLACE } from './variables.ts'
import './Preview.css'

/** The text as a contact would read it, were they the one of the example; what stands for nothing is marked. */
export function Preview({ text }: { text: string }): ReactElement {
  const { t } = useTranslation('settings')
  const me = useSettings().session.teammate.name
  const parse = useParser()
  const late = useDeferredValue(text)
  const filled = useMemo(() => fillIn(late, exampleValues(t, me)), [late, t, me])
  const root = useMemo(() => parse?.(filled), [parse, filled])
  return (
    <section className="macro-preview" aria-label={t('macros.preview')}>
      <p className="macro-preview-head">{t('macros.preview-about', { name: t('macros.example.name') })}</p>
      {filled.trim() === '' ? (
        <p className="quiet">{t('macros.preview-none')}</p>
      ) : root ? (
        <div dir="auto">
          <Markdown root={root} source={filled} marked={unknownMarked} />
        </div>
      ) : (
        <p className="markdown-plain" dir="auto">
          {filled}
        </p>
      )}
    </section>
  )
}

function unknownMarked(text: string): ReactNode {
  const parts: ReactNode[] = []
  let at = 0
  for (const { 0: place, index } of text.matchAll(PLACE)) {
    parts.push(
      text.slice(at, index),
      <mark key={index} className="macro-unknown">
        {place}
      </mark>,
    )
    at = index + place.length
  }
  return [...parts, text.slice(at)]
}
