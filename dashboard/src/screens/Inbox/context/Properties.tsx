import type { ReactElement } from 'react'
import { Icon } from '../../../ui/Icon.tsx'

/** What the caller sent along and we do not interpret. */
export function Properties({ properties }: { properties: Record<string, unknown> }): ReactElement | null {
  const entries = Object.entries(properties)
  if (entries.length === 0) return null
  return (
    <details className="facts properties">
      <summary>
        <Icon name="chevron-right" size={14} />
        Additional properties
        <span className="quiet figures">{entries.length}</span>
      </summary>
      <dl className="facts-list">
        {entries.map(([name, value]) => (
          <div className="properties-pair" key={name}>
            <dt className="ellipsis" title={name}>
              {name}
            </dt>
            <dd dir="auto">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
