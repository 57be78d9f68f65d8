import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { asProblem } from '../../../api/problem.ts'
import { deleteSite } from '../../../api/sites.ts'
import { goTo } from '../../../routing/address.ts'
import { settingsHref } from '../../../routing/route.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { showToast } from '../../../ui/toast.ts'
import { Confirm } from '../parts/Confirm.tsx'
import { Tick } from '../parts/Tick.tsx'
import { Area } from './Area.tsx'
import { keepEdits } from './kept-edits.ts'
import { LONGEST_REPLY, OptionalReply } from './OptionalReply.tsx'
import { CHAT_SITES } from './site-place.ts'
import type { SiteForm } from './use-site-form.ts'
import { SITES } from './use-sites.ts'

export function General({ form }: { form: SiteForm }): ReactElement {
  const { t } = useTranslation('sites')
  const { site, draft, wrong, change } = form
  return (
    <>
      <section className="set-form" aria-label={t('part.general')}>
        <div className="set-help-of">
          <Field
            label={t('name')}
            dir="auto"
            maxLength={120}
            autoComplete="off"
            value={draft.name}
            error={wrong.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <p className="set-help">{t('name-help')}</p>
        </div>
        <Tick checked={draft.enabled} onChange={(enabled) => change({ enabled })} about={t('enabled-about')}>
          {t('enabled')}
        </Tick>
        <Area
          label={t('greeting')}
          help={t('greeting-help')}
          value={draft.greeting}
          error={wrong.greeting}
          maxLength={LONGEST_REPLY}
          onChange={(greeting) => change({ greeting })}
        />
        <OptionalReply
          tick={t('auto')}
          about={t('auto-about')}
          label={t('auto-label')}
          value={draft.auto_reply}
          suggestion={site.auto_reply ?? t('auto-example')}
          error={wrong.auto_reply}
          onChange={(auto_reply) => change({ auto_reply })}
        />
        <Tick
          checked={draft.show_names}
          onChange={(show_names) => change({ show_names })}
          about={t('names-about')}
        >
          {t('names')}
        </Tick>
      </section>
      <Remove site={site} />
    </>
  )
}

function Remove({ site }: { site: SiteBody }): ReactElement {
  const { t } = useTranslation(['sites', 'settings'])
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)

  async function remove(): Promise<void> {
    setAsking(false)
    try {
      await deleteSite(site.id)
    } catch (error) {
      const problem = asProblem(error)
      // Somebody else was faster: it is gone, as was wanted.
      if (problem.status !== 404)
        return showToast({
          text: t('not-deleted', { name: site.name, why: problem.message }),
          tone: 'failed',
        })
    }
    keepEdits(site.id, {})
    goTo(settingsHref(CHAT_SITES), { replace: true })
    queries.setQueryData<SiteBody[]>(SITES, (sites) => sites?.filter(({ id }) => id !== site.id))
    showToast({ text: t('deleted', { name: site.name }) })
  }

  return (
    <section className="site-danger" aria-label={t('delete-head')}>
      <div>
        <h3>{t('delete-head')}</h3>
        <p className="set-help">{t('delete-help')}</p>
      </div>
      <Button icon="trash" onClick={() => setAsking(true)}>
        {t('delete')}
      </Button>
      {asking && (
        <Confirm
          title={t('delete-title', { name: site.name })}
          keep={t('keep', { ns: 'settings' })}
          act={t('delete')}
          onKeep={() => setAsking(false)}
          onAct={() => void remove()}
        >
          <p>{t('delete-about')}</p>
        </Confirm>
      )}
    </section>
  )
}
