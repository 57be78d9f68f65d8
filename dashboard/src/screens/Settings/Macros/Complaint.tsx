import type { ReactElement } from 'react'
import { Icon } from '../../../ui/Icon.tsx'
import '../../../ui/Field.css'

/** What is wrong, under what it is about; `id` is what that is described by. */
export function Complaint({ id, words }: { id?: string; words: string | undefined }): ReactElement | null {
  if (words === undefined) return null
  return (
    <p className="field-error" id={id}>
      <Icon name="circle-alert" size={12} />
      {words}
    </p>
  )
}
