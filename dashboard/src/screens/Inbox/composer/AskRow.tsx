import {
  type FormEvent,
  type InputHTMLAttributes,
  type ReactElement,
  type ReactNode,
  useId,
  useState,
} from 'react'
import { Button } from '../../../ui/Button.tsx'
import './AskRow.css'

type AskRowProps = {
  label: string
  /** Of the button that takes what was typed. */
  take: string
  /** What stood there before. */
  before?: string
  input: Pick<InputHTMLAttributes<HTMLInputElement>, 'type' | 'inputMode' | 'dir' | 'placeholder'>
  /** @returns whether it could be taken. */
  onTake(typed: string): boolean
  /** Said when it could not. */
  wrong: string
  onClose(): void
  /** More buttons. */
  children?: ReactNode
}

/** One thing asked for in a row of the composer. Enter takes it, Esc leaves the text as it was. */
export function AskRow(props: AskRowProps): ReactElement {
  const { label, take, before = '', input, onTake, wrong, onClose, children } = props
  const id = useId()
  const [typed, setTyped] = useState(before)
  const [refused, setRefused] = useState(false)

  function submit(event: FormEvent): void {
    event.preventDefault()
    setRefused(!onTake(typed))
  }

  return (
    <form
      className="ask-row"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        // It opens by a press on its tool or a choice in a menu: what comes next is typing.
        // biome-ignore lint/a11y/noAutofocus: see above
        autoFocus
        {...input}
        value={typed}
        aria-invalid={refused}
        aria-describedby={refused ? `${id}-wrong` : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setRefused(false)
        }}
      />
      <Button size="small" type="submit">
        {take}
      </Button>
      {children}
      {refused && (
        <span id={`${id}-wrong`} role="alert" className="ask-wrong">
          {wrong}
        </span>
      )}
    </form>
  )
}
