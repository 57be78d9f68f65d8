import { Fragment, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { propertyText } from './property-text.ts'
import './Properties.css'

/** What the caller sent along and we do not interpret. */
export function Properties({ properties }: { properties: Record<string, unknown> }): ReactElement | null {
  const { t } = useTranslation('context')
  const entries = Object.entries(properties)
  if (entries.length === 0) return null
  return (
    <details className="facts properties" open>
      <summary>
        <Icon name="chevron-right" size={14} />
        {t('properties')}
        <span className="quiet figures">{entries.length}</span>
      </summary>
      <dl className="facts-list">
        {entries.map(([name, value]) => {
          const { kind, text } = propertyText(value)
          return (
            <div className="facts-list properties-pair" key={name}>
              <dt dir="auto">
                <Breakable name={safeText(name)} />
              </dt>
              <dd className={`property-${kind}`} dir="auto">
                {safeLines(text)}
              </dd>
            </div>
          )
        })}
      </dl>
    </details>
  )
}

/** Somebody else's values: read as they stand, line by line. */
const safeLines = (text: string): string => text.split(/\r?\n/).map(safeText).join('\n')

/** Long names break after the signs that join their words. */
function Breakable({ name }: { name: string }): ReactElement[] {
  return name.split(/(?<=[_.:/-])/).map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name have no identity and never move
    <Fragment key={place}>
      {part}
      <wbr />
    </Fragment>
  ))
}
