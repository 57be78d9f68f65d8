import { type ReactElement, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { exactly, momentOf } from '../parts/when.ts'
import { sentenceOf } from './sentence.ts'
import './AuditRow.css'

type AuditRowProps = { entry: AuditBody; names: ReadonlyMap<string, string> }

/** Who did what, as a sentence; all that is known of it, on demand. */
export function AuditRow({ entry, names }: AuditRowProps): ReactElement {
  const { t } = useTranslation('settings')
  const [open, setOpen] = useState(false)
  const id = useId()
  const { actor } = entry
  const who = actor.name ?? (actor.id && names.get(actor.id)) ?? t(`actor.${actor.kind}`, actor.kind)
  const what = sentenceOf(t, entry, names)
  const facts: [label: string, value: string][] = [
    [t('audit.at'), exactly(entry.at)],
    [t('audit.action'), entry.action],
    [t('audit.actor'), [t(`actor.${actor.kind}`, actor.kind), actor.id].filter(Boolean).join(' · ')],
    ...(entry.subject === null ? [] : [[t('audit.subject'), entry.subject] as [string, string]]),
    ...(entry.ip === null ? [] : [[t('audit.ip'), entry.ip] as [string, string]]),
  ]
  const data = Object.keys(entry.data).length > 0
  return (
    <>
      <tr className={open ? 'set-audit set-audit-open' : 'set-audit'}>
        <td className="set-quiet set-wide">
          <time className="figures" dateTime={entry.at} title={exactly(entry.at)}>
            {momentOf(entry.at)}
          </time>
        </td>
        <td className="set-audit-who">
          <span className="ellipsis">{who}</span>
          <span className="set-second set-phone figures">{momentOf(entry.at)}</span>
        </td>
        <td className="set-audit-what">{what}</td>
        <td className="set-quiet set-wide set-code">{entry.ip ?? '–'}</td>
        <td className="set-act">
          <IconButton
            icon="chevron-down"
            label={t('audit.details', { what })}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}
          />
        </td>
      </tr>
      {open && (
        <tr className="set-audit-facts" id={id}>
          <td colSpan={5}>
            <dl>
              {facts.map(([label, value]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
              {data && (
                <div>
                  <dt>{t('audit.data')}</dt>
                  <dd>
                    <pre dir="ltr">{JSON.stringify(entry.data, null, 2)}</pre>
                  </dd>
                </div>
              )}
            </dl>
          </td>
        </tr>
      )}
    </>
  )
}
