import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepFreshKey } from '../../api/fresh-key.ts'
import { createKeyFor } from '../../api/getting-started.ts'
import { asProblem } from '../../api/problem.ts'

/** One click makes a key for the first ticket; the example below shows it, this once. */
export function useCreateKey(): { busy: boolean; failure: string | null; create(): Promise<void> } {
  const { t } = useTranslation('first-run')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  async function create(): Promise<void> {
    setBusy(true)
    setFailure(null)
    try {
      keepFreshKey((await createKeyFor(t('api_key.name'))).key)
    } catch (error) {
      setFailure(t('api_key.failed', { why: asProblem(error).message }))
    }
    setBusy(false)
  }

  return { busy, failure, create }
}
