import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { OneTime } from '../parts/OneTime.tsx'
import { useSettings } from '../settings-context.ts'

/** Shown once: to copy, or to download as a file. */
export function RecoveryCodes({
  codes,
  renewed = false,
  onDone,
}: {
  codes: readonly string[]
  /** In place of others. */
  renewed?: boolean
  onDone(): void
}): ReactElement {
  const { t } = useTranslation('settings')
  const { teammate, organisation } = useSettings().session
  const text = codes.join('\n')

  function download(): void {
    const head = t('codes.file-head', { name: organisation.name, email: teammate.email })
    const url = URL.createObjectURL(new Blob([`${head}\n\n${text}\n`], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = url
    link.download = 'parley-recovery-codes.txt'
    link.click()
    URL.revokeObjectURL(url)
  }

  return (
    <OneTime
      title={t('codes.title')}
      about={renewed ? t('codes.about-renewed') : t('codes.about')}
      secret={text}
      secretLabel={t('codes.label')}
      saved={t('codes.saved')}
      rows={codes.length}
      onDone={onDone}
    >
      <div>
        <Button icon="download" onClick={download}>
          {t('codes.download')}
        </Button>
      </div>
    </OneTime>
  )
}
