import { type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../../../commands/Keys.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Banner } from './Banner.tsx'
import { ExpiryField } from './ExpiryField.tsx'
import type { Naming } from './use-naming.ts'

type CreateNamedProps = {
  title: string
  example: string
  now: number
  naming: Naming
  size?: 560
  onSubmit(form: FormData): void
  onClose(): void
  children?: ReactNode
}

/** The dialog that makes a key or a token: what it is called, when it ends, and what else it needs. */
export function CreateNamed(props: CreateNamedProps): ReactElement {
  const { title, example, now, naming, size, onSubmit, onClose, children } = props
  const { t } = useTranslation('settings')
  const name = useRef<HTMLInputElement>(null)
  const { wrong, busy } = naming
  useEffect(() => {
    if (wrong.name) name.current?.select()
  }, [wrong])

  return (
    <Dialog
      title={title}
      {...(size && { size })}
      onClose={onClose}
      onSubmit={onSubmit}
      buttons={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="filled" type="submit" disabled={busy}>
            {t('create')}
            <Keys keys="mod+enter" />
          </Button>
        </>
      }
    >
      {wrong.form && <Banner tone="fail">{wrong.form}</Banner>}
      <Field
        ref={name}
        label={t('column.name')}
        name="name"
        maxLength={120}
        autoComplete="off"
        placeholder={example}
        error={wrong.name}
        data-autofocus
      />
      <ExpiryField value={naming.expiring} onChange={naming.setExpiring} now={now} error={wrong.expiry} />
      {children}
    </Dialog>
  )
}
