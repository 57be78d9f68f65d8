import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '../../../../routing/Link.tsx'
import { settingsHref } from '../../../../routing/route.ts'

/** @param query what was typed, where there are macros and none is like it; null where there is none at all. */
export function NoMacros({ query }: { query: string | null }): ReactElement {
  const { t } = useTranslation('composer')
  return (
    <div className="composer-above">
      <p className="suggest-nothing quiet">
        <span role="status">{query === null ? t('macros.none') : t('macros.noneLike', { query })}</span>{' '}
        {/* Whoever presses it is still writing: this goes with the focus of the field. */}
        <Link href={settingsHref('macros')} onMouseDown={(event) => event.preventDefault()}>
          {t('macros.make')}
        </Link>
      </p>
    </div>
  )
}
