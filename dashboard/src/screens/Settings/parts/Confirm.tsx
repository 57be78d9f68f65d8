import type { ReactElement, ReactNode } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'

type ConfirmProps = {
  title: string
  /** What goes along with it. */
  children: ReactNode
  keep: string
  act: string
  danger?: boolean
  onKeep(): void
  onAct(): void
}

/** Asks before what cannot be taken back; the way back is what has the focus. */
export function Confirm(props: ConfirmProps): ReactElement {
  const { title, children, keep, act, danger = true, onKeep, onAct } = props
  return (
    <Dialog
      title={title}
      onClose={onKeep}
      onSubmit={onAct}
      buttons={
        <>
          <Button onClick={onKeep} data-autofocus>
            {keep}
          </Button>
          <Button look={danger ? 'danger' : 'filled'} type="submit">
            {act}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
