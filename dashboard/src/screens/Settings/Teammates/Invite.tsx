import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedInvitationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { asProblem } from '../../../api/problem.ts'
import { invite, type Role } from '../../../api/team.ts'
import { Keys } from '../../../commands/Keys.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Banner } from '../parts/Banner.tsx'
import { Choice } from '../parts/Choice.tsx'
import { OneTime } from '../parts/OneTime.tsx'
import { dayOf } from '../parts/when.ts'
import { useSettings } from '../settings-context.ts'
import { rolesToGive } from './rights.ts'
import { INVITATIONS } from './team-keys.ts'

type Wrong = { email?: string; form?: string }

/** An address and a role, then the link, which is shown once. */
export function Invite({ onClose }: { onClose(): void }): ReactElement {
  const { t } = useTranslation('settings')
  const { teammate } = useSettings().session
  const queries = useQueryClient()
  const [role, setRole] = useState<Role>('agent')
  const [wrong, setWrong] = useState<Wrong>({})
  const [busy, setBusy] = useState(false)
  const [created, setCreated] = useState<CreatedInvitationBody | null>(null)

  async function submit(form: FormData): Promise<void> {
    if (busy) return
    const email = String(form.get('email')).trim()
    if (email === '') return setWrong({ email: t('invite.missing') })
    setWrong({})
    setBusy(true)
    try {
      setCreated(await invite({ email, role }))
      void queries.invalidateQueries({ queryKey: INVITATIONS })
    } catch (error) {
      const problem = asProblem(error)
      if (problem.code === 'conflict') setWrong({ email: t('invite.taken') })
      else if (problem.field === 'email') setWrong({ email: t('invite.no-address') })
      else setWrong({ form: problem.message })
    }
    setBusy(false)
  }

  if (created) {
    return (
      <OneTime
        title={t('invite.once-title')}
        about={t('invite.once-about', { email: created.email })}
        secret={created.link}
        secretLabel={t('invite.once-link')}
        saved={t('invite.once-saved')}
        onDone={onClose}
      >
        <Banner tone="warn">
          {t('invite.once-warning', { role: t(`role.${created.role}`), day: dayOf(created.expires_at) })}
        </Banner>
      </OneTime>
    )
  }
  return (
    <Dialog
      title={t('team.invite')}
      onClose={onClose}
      onSubmit={(form) => void submit(form)}
      buttons={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="filled" type="submit" disabled={busy}>
            {t('invite.make')}
            <Keys keys="mod+enter" />
          </Button>
        </>
      }
    >
      {wrong.form && <Banner tone="fail">{wrong.form}</Banner>}
      <Field
        label={t('column.email')}
        name="email"
        type="email"
        autoComplete="off"
        maxLength={254}
        error={wrong.email}
        data-autofocus
      />
      <Choice
        label={t('column.role')}
        help={t(`role-about.${role}`)}
        value={role}
        onChange={(event) => {
          const picked = rolesToGive(teammate).find((one) => one === event.currentTarget.value)
          if (picked) setRole(picked)
        }}
      >
        {rolesToGive(teammate).map((one) => (
          <option key={one} value={one}>
            {t(`role.${one}`)}
          </option>
        ))}
      </Choice>
    </Dialog>
  )
}
