import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../../ui/Button.tsx'
import type { DraftSync } from './draft-sync.ts'
import './DraftConflict.css'

/** The same draft was changed in two browsers: nobody but its writer knows which is the one. */
export function DraftConflict({ other, draft }: { other: string; draft: DraftSync }): ReactElement {
  const { t } = useTranslation('composer')
  return (
    <section className="draft-conflict" aria-label={t('draft.conflict')}>
      <p role="alert">{t('draft.conflict')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, which must be possible by keyboard */}
      <p className="draft-other" dir="auto" tabIndex={0}>
        {other}
      </p>
      <div className="draft-ways">
        <Button size="small" onClick={() => draft.settle('both')}>
          {t('draft.both')}
        </Button>
        <Button size="small" look="ghost" onClick={() => draft.settle('theirs')}>
          {t('draft.theirs')}
        </Button>
        <Button size="small" look="ghost" onClick={() => draft.settle('mine')}>
          {t('draft.mine')}
        </Button>
      </div>
    </section>
  )
}
