import { type ReactElement, type ReactNode, useRef } from 'react'
import { CopyButton } from './CopyButton.tsx'
import './Snippet.css'

/** A command to copy: what is shown is what is copied, to the letter. */
export function Snippet({
  title,
  text,
  copyLabel,
  children,
}: {
  title: string
  text: string
  copyLabel: string
  /** The same text, coloured. */
  children: ReactNode
}): ReactElement {
  const code = useRef<HTMLElement>(null)
  return (
    <div className="set-snippet">
      <div className="set-snippet-head">
        <span>{title}</span>
        <CopyButton
          text={text}
          label={copyLabel}
          onRefused={() => code.current && getSelection()?.selectAllChildren(code.current)}
        />
      </div>
      <pre dir="ltr">
        <code ref={code}>{children}</code>
      </pre>
    </div>
  )
}
