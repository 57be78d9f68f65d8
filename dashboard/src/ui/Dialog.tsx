import { Modal } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, type ReactElement, type ReactNode, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './Button.tsx'
import { focusAtOnce } from './focus-at-once.ts'
import { useReturnFocus } from './use-return-focus.ts'
import './Dialog.css'

type DialogProps = {
  title: string
  size?: 440 | 560 | 600
  /** Neither Esc nor a click outside closes it, and there is no cross. */
  held?: boolean
  onClose(): void
  onSubmit?(form: FormData): void
  /** Said at the left of the buttons. */
  hint?: ReactNode
  /** Under a hairline; the filled one comes last. */
  buttons?: ReactNode
  children: ReactNode
}

/** A dialog as all of ours look. Enter or Ctrl Enter submits it, Esc closes it. */
export function Dialog(props: DialogProps): ReactElement {
  const { title, size = 440, held = false, onClose, onSubmit, hint, buttons, children } = props
  const { t } = useTranslation('shell')
  useReturnFocus()
  const focusFirst = useCallback((form: HTMLFormElement | null) => {
    focusAtOnce(form?.querySelector<HTMLElement>('[data-autofocus]') ?? null)
  }, [])

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    onSubmit?.(new FormData(event.currentTarget))
  }

  function keyed(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit()
  }

  return (
    <Modal.Root
      opened
      onClose={onClose}
      closeOnEscape={!held}
      closeOnClickOutside={!held}
      returnFocus={false}
      size={size}
      yOffset="min(6vh, 104px)"
      xOffset="16px"
      classNames={{ content: 'dialog', overlay: 'dialog-scrim' }}
      transitionProps={{ transition: 'fade', duration: 90 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <form ref={focusFirst} onSubmit={submit} onKeyDown={keyed} noValidate>
          <header className="dialog-head">
            <Modal.Title className="dialog-title">{title}</Modal.Title>
            {!held && <IconButton icon="x" label={t('close')} onClick={onClose} />}
          </header>
          <div className="dialog-body">{children}</div>
          {(hint || buttons) && (
            <footer className="dialog-foot">
              <span className="dialog-hint">{hint}</span>
              {buttons}
            </footer>
          )}
        </form>
      </Modal.Content>
    </Modal.Root>
  )
}
