import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { MacroBody, MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ago } from '../parts/when.ts'
import { Preview } from './Preview.tsx'
import { useDoes } from './use-does.ts'
import './MacroForm.css'

type ShowMacroProps = {
  macro: MacroBody
  team: readonly MemberBody[]
  now: number
  onCopy(): void
  onClose(): void
}

/** One that somebody else looks after: to be read, and to begin an own one with. */
export function ShowMacro({ macro, team, now, onCopy, onClose }: ShowMacroProps): ReactElement {
  const { t } = useTranslation('settings')
  const does = useDoes(team)
  const { name, shortcut, body, actions, owner_id, updated_at } = macro
  const owner = team.find(({ id }) => id === owner_id)?.name ?? t('macros.somebody')
  return (
    <Dialog
      title={name}
      size={560}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose} data-autofocus>
            {t('close')}
          </Button>
          <Button look="filled" onClick={onCopy}>
            {t('macros.copy')}
          </Button>
        </>
      }
    >
      <p>{t('macros.looked-after', { name: owner, ago: ago(updated_at, now) })}</p>
      {body !== '' && <Preview text={body} />}
      {actions.length > 0 && (
        <p>{t(body === '' ? 'macros.does-at-once' : 'macros.does', { what: does(actions) })}</p>
      )}
      {shortcut !== null && <p>{t('macros.found-by', { shortcut: `/${shortcut}` })}</p>}
    </Dialog>
  )
}
