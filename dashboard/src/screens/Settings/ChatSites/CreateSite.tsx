import { type ReactElement, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedSiteBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { createSite } from '../../../api/sites.ts'
import { Keys } from '../../../commands/Keys.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Banner } from '../parts/Banner.tsx'
import { typed, useForm } from '../parts/use-form.ts'

type CreateSiteProps = { onCreated(created: CreatedSiteBody): void; onClose(): void }

/** A name is all it takes: the rest has a good beginning, and is changed where one sees it. */
export function CreateSite({ onCreated, onClose }: CreateSiteProps): ReactElement {
  const { t } = useTranslation(['sites', 'settings'])
  const name = useRef<HTMLInputElement>(null)
  const { wrong, busy, submit } = useForm({
    check: (form) => (typed(form, 'name') === '' ? { name: t('wrong.name') } : {}),
    send: (form) => createSite(typed(form, 'name')),
    onSent: onCreated,
  })
  useEffect(() => {
    if (wrong.name) name.current?.select()
  }, [wrong])
  return (
    <Dialog
      title={t('create-title')}
      onClose={onClose}
      onSubmit={(form) => void submit(form)}
      buttons={
        <>
          <Button onClick={onClose}>{t('cancel', { ns: 'settings' })}</Button>
          <Button look="filled" type="submit" disabled={busy}>
            {t('create', { ns: 'settings' })}
            <Keys keys="mod+enter" />
          </Button>
        </>
      }
    >
      {wrong.form && <Banner tone="fail">{wrong.form}</Banner>}
      <div className="set-help-of">
        <Field
          ref={name}
          name="name"
          label={t('name')}
          dir="auto"
          maxLength={120}
          autoComplete="off"
          placeholder={t('name-example')}
          error={wrong.name}
          data-autofocus
        />
        <p className="set-help">{t('name-help')}</p>
      </div>
    </Dialog>
  )
}
