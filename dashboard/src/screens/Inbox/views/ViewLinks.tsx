import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../../commands/use-command.ts'
import type { IconName } from '../../../ui/icon-paths.ts'
import type { Place } from '../place.ts'
import { type BuiltInName, builtIn, inNav } from './built-in.ts'
import { countOf } from './counts.ts'
import { useCounts } from './use-counts.ts'
import { useSavedViews } from './use-saved-views.ts'
import { ViewLink } from './ViewLink.tsx'
import './ViewLinks.css'

type ViewLinksProps = { place: Place; go(place: Place): void }

/** Ours and those that were saved, each with how many it holds. */
export function ViewLinks({ place, go }: ViewLinksProps): ReactElement {
  const { t } = useTranslation('list')
  const counts = useCounts()
  const { views } = useSavedViews()
  // A server that does not count mentions does not know them.
  const shown = inNav.filter((name) => name !== 'mentions' || counts?.mentions !== undefined)
  return (
    <>
      <nav aria-label={t('views.inbox')}>
        {shown.map((name) => (
          <BuiltInLink
            key={name}
            name={name}
            place={place}
            go={go}
            count={countOf(name, counts)}
            capped={name === 'mentions' && counts?.mentions_is_capped === true}
          />
        ))}
      </nav>
      {views.length > 0 && (
        <nav className="nav-views" aria-labelledby="nav-views">
          <p className="nav-group nav-wide" id="nav-views">
            {t('views.saved')}
          </p>
          {views.map(({ id, name, shared, count, count_is_capped }) => (
            <ViewLink
              key={id}
              view={id}
              label={name}
              icon={shared ? 'users' : 'bookmark'}
              current={place.view === id}
              go={go}
              count={count}
              capped={count_is_capped}
            />
          ))}
        </nav>
      )}
    </>
  )
}

type BuiltInLinkProps = ViewLinksProps & { name: BuiltInName; count: number | undefined; capped: boolean }

function BuiltInLink({ name, place, go, count, capped }: BuiltInLinkProps): ReactElement {
  const { t } = useTranslation('list')
  const view: { icon: IconName; keys?: string } = builtIn[name]
  const label = t(`views.${name}`)
  useCommand({
    id: `view.${name}`,
    label,
    group: 'go',
    ...(view.keys !== undefined && { keys: [view.keys] }),
    run: () => go({ view: name, conversation: null }),
  })
  return (
    <ViewLink
      view={name}
      label={label}
      icon={view.icon}
      current={place.view === name}
      go={go}
      count={count}
      capped={capped}
      hot={name === 'mine' || name === 'mentions'}
    />
  )
}
