import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { CommandKeys } from '../../../commands/Keys.tsx'
import { useCommand } from '../../../commands/use-command.ts'
import { locale } from '../../../i18n/local.ts'
import { Button } from '../../../ui/Button.tsx'
import { FIELDS } from './draft.ts'
import type { SiteForm } from './use-site-form.ts'

/** Says what is not saved yet. Its place is kept under the form, so that nothing moves when it comes. */
export function SaveBar({ form }: { form: SiteForm }): ReactElement {
  const { t } = useTranslation(['sites', 'settings'])
  const { edits, dirty, busy, save, discard } = form
  const run = (): void => void save()
  const id = 'chat-sites.save'
  useCommand({ id, label: t('save-all'), group: 'settings', keys: ['mod+s'], whileTyping: true, run }, dirty)
  const changed = FIELDS.filter((name) => name in edits).map((name) => t(`field.${name}`))
  const words = new Intl.ListFormat(locale(), { type: 'conjunction' }).format(changed)
  return (
    <div className={dirty ? 'site-save site-save-up' : 'site-save'}>
      <p role="status" className="ellipsis">
        {dirty && t('unsaved', { what: words })}
      </p>
      {dirty && (
        <>
          <Button onClick={discard} disabled={busy}>
            {t('discard')}
          </Button>
          <Button look="filled" onClick={run} disabled={busy}>
            {t('save', { ns: 'settings' })}
            <CommandKeys id={id} />
          </Button>
        </>
      )}
    </div>
  )
}
