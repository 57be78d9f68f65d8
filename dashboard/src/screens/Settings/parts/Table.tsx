import type { ReactElement, ReactNode } from 'react'
import '../../../ui/Skeleton.css'
import './Table.css'

export type Column = {
  label: string
  /** Given up on a phone, where the first cell says it in its second line. */
  wide?: boolean
  /** The label is for readers alone, such as above buttons. */
  mute?: boolean
}

export function Table({
  label,
  columns,
  children,
}: {
  label: string
  columns: readonly Column[]
  children: ReactNode
}): ReactElement {
  return (
    <div className="set-table">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" className={column.wide ? 'set-wide' : undefined}>
                {column.mute ? <span className="for-readers">{column.label}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

/** The table to be, without words. */
export function TableSkeleton({ rows = 4 }: { rows?: number }): ReactElement {
  return (
    <div className="set-table set-table-skeleton" aria-hidden="true">
      {Array.from({ length: rows + 1 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity and never move
        <div key={index}>
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  )
}
