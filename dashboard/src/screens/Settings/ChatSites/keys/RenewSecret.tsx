import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { renewIdentitySecret, renewSecretKey } from '../../../../api/sites.ts'
import { Button } from '../../../../ui/Button.tsx'
import { Dialog } from '../../../../ui/Dialog.tsx'
import { Banner } from '../../parts/Banner.tsx'
import { Choice } from '../../parts/Choice.tsx'
import { useForm } from '../../parts/use-form.ts'

/** `until`: so long the one before stays good; null when there was none, or it ended at once. */
export type Renewed = { secret: string; until: string | null }

type RenewSecretProps = {
  site: SiteBody
  kind: 'secret' | 'identity'
  onRenewed(renewed: Renewed): void
  onClose(): void
}

const OVERLAPS = [0, 1, 24, 72, 168] as const

/** Asks how long the old one stays good, so that no server of theirs has to change in that very moment. */
export function RenewSecret({ site, kind, onRenewed, onClose }: RenewSecretProps): ReactElement {
  const { t } = useTranslation(['sites', 'settings'])
  const [overlap, setOverlap] = useState(24)
  const first = kind === 'identity' && !site.has_identity_secret
  const { wrong, busy, submit } = useForm({
    send: async () => {
      const hours = first ? 0 : overlap
      if (kind === 'identity') {
        const { identity_secret, old_until } = await renewIdentitySecret(site.id, hours)
        return { secret: identity_secret ?? '', old_until }
      }
      const { secret_key, old_until } = await renewSecretKey(site.id, hours)
      return { secret: secret_key ?? '', old_until }
    },
    onSent: ({ secret, old_until }) =>
      onRenewed({ secret, until: first || overlap === 0 ? null : old_until }),
  })
  return (
    <Dialog
      title={t(`renew.${kind}`)}
      onClose={onClose}
      onSubmit={(form) => void submit(form)}
      buttons={
        <>
          <Button onClick={onClose}>{t('cancel', { ns: 'settings' })}</Button>
          <Button look="filled" type="submit" disabled={busy} data-autofocus={first || undefined}>
            {t('renew.act')}
          </Button>
        </>
      }
    >
      {(wrong.form ?? wrong.overlap_hours) && (
        <Banner tone="fail">{wrong.form ?? wrong.overlap_hours}</Banner>
      )}
      <p>{t(first ? 'renew.first-about' : 'renew.about')}</p>
      {!first && (
        <Choice
          label={t('renew.overlap')}
          value={String(overlap)}
          onChange={(event) => setOverlap(Number(event.currentTarget.value))}
          data-autofocus
        >
          {OVERLAPS.map((hours) => (
            <option key={hours} value={hours}>
              {t(`renew.hours-${hours}`)}
            </option>
          ))}
        </Choice>
      )}
      {!first && overlap === 0 && <Banner tone="warn">{t('renew.at-once')}</Banner>}
    </Dialog>
  )
}
