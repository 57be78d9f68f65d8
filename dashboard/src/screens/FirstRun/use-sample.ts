import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GettingStartedBody, SampleBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { loadSample, removeSample } from '../../api/getting-started.ts'
import { asProblem } from '../../api/problem.ts'
import { showToast } from '../../ui/toast.ts'
import { GETTING_STARTED } from './use-getting-started.ts'

/** Asks for the sample or asks it away; how far it is comes by events. */
export function useSample(): { busy: boolean; load(): void; remove(): void } {
  const { t } = useTranslation('first-run')
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)

  async function ask(call: () => Promise<SampleBody>, refused: string): Promise<void> {
    setBusy(true)
    try {
      const sample = await call()
      queries.setQueryData<GettingStartedBody>(
        GETTING_STARTED,
        (known) => known && { ...known, sample: { ...sample, may_load: false } },
      )
    } catch (error) {
      showToast({ text: t(refused, { why: asProblem(error).message }), tone: 'failed' })
      void queries.invalidateQueries({ queryKey: GETTING_STARTED })
    }
    setBusy(false)
  }

  return {
    busy,
    load: () => void ask(loadSample, 'sample.not-loaded'),
    remove: () => void ask(removeSample, 'sample.not-removed'),
  }
}
