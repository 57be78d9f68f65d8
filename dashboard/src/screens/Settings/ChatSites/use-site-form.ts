import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { asProblem } from '../../../api/problem.ts'
import { changeSite } from '../../../api/sites.ts'
import { goTo } from '../../../routing/address.ts'
import { showToast } from '../../../ui/toast.ts'
import type { Wrong } from '../parts/use-form.ts'
import { changeOf, complaintsOf, type Edits, edited, partOf, withEdits } from './draft.ts'
import { keepEdits, useEdits } from './kept-edits.ts'
import { siteHref } from './site-place.ts'
import { SITES, withSite } from './use-sites.ts'

export type SiteForm = ReturnType<typeof useSiteForm>

/** What is changed of a site and not saved yet, what is wrong with it by field, and the way to the server. */
export function useSiteForm(site: SiteBody) {
  const { t } = useTranslation('sites')
  const queries = useQueryClient()
  const edits = useEdits(site.id)
  const draft = withEdits(site, edits)
  const [wrong, setWrong] = useState<Wrong>({})
  /** Counts refusals: with each the first field that is wrong gets the focus. */
  const [refusals, setRefusals] = useState(0)
  const [busy, setBusy] = useState(false)
  const dirty = Object.keys(edits).length > 0

  // Leaving the dashboard would lose it.
  useEffect(() => {
    if (!dirty) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [dirty])

  /** A complaint goes once its field is written in. */
  function change(more: Edits): void {
    keepEdits(site.id, edited(site, edits, more))
    setWrong((before) =>
      Object.fromEntries(Object.entries(before).filter(([field]) => !(field.replace(/\..*/, '') in more))),
    )
  }

  function discard(): void {
    keepEdits(site.id, {})
    setWrong({})
  }

  function refuse(found: Wrong): void {
    setWrong(found)
    setRefusals((before) => before + 1)
    const [field = 'form'] = Object.keys(found)
    if (field !== 'form') goTo(siteHref(site.id, partOf(field)))
  }

  async function save(): Promise<void> {
    if (busy || !dirty) return
    const found = complaintsOf(draft)
    if (Object.keys(found).length > 0)
      return refuse(
        Object.fromEntries(Object.entries(found).map(([field, word]) => [field, t(`wrong.${word}`)])),
      )
    setBusy(true)
    try {
      const saved = await changeSite(site.id, changeOf(site, edits))
      queries.setQueryData<SiteBody[]>(SITES, (sites) => withSite(sites, saved))
      discard()
      showToast({ text: t('saved', { name: saved.name }) })
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status === 404) refuse({ form: t('wrong.gone') })
      else refuse({ [fieldOf(problem.field)]: problem.message })
    }
    setBusy(false)
  }

  return { site, draft, edits, wrong, refusals, busy, dirty, change, discard, save }
}

/** `office_hours.week.mon.0.from` is about Monday: there it is said. */
function fieldOf(field: string | null): string {
  if (field === null) return 'form'
  const [day] = /^office_hours\.week\.\w+/.exec(field) ?? []
  const [holiday] = /^office_hours\.holidays\.\d+/.exec(field) ?? []
  const [offset] = /^appearance\.offset\.[xy]/.exec(field) ?? []
  return day ?? holiday ?? offset ?? field
}
