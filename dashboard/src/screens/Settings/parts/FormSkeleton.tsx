import type { ReactElement } from 'react'
import '../../../ui/Skeleton.css'
import './FormSkeleton.css'

/** Fields to be, where labels and boxes will stand. */
export function FormSkeleton({ fields }: { fields: number }): ReactElement {
  return (
    <div className="set-form set-form-skeleton" aria-hidden="true">
      {Array.from({ length: fields }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity and never move
        <div key={index}>
          <i />
          <span />
        </div>
      ))}
    </div>
  )
}
