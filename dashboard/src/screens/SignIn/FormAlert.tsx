import type { ReactElement } from 'react'
import { Icon } from '../../ui/Icon.tsx'

/** What is wrong with the form as a whole; always there, so that it is read out when it fills. */
export function FormAlert({ text }: { text: string | undefined }): ReactElement {
  return (
    <div role="alert" className="sign-in-alert">
      {text && (
        <p className="sign-in-refusal">
          <Icon name="circle-alert" size={14} />
          <span>{text}</span>
        </p>
      )}
    </div>
  )
}
