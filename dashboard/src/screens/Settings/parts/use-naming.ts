import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../api/problem.ts'
import type { Expiring } from './ExpiryField.tsx'
import { expiryFrom } from './expiry.ts'

type Wrong = { name?: string; expiry?: string; form?: string }

export type Naming = ReturnType<typeof useNaming>

/** What making a key and making a token have in common: a name nobody has yet, and when it ends. */
export function useNaming<Created>(given: {
  now: number
  taken: string
  create(name: string, expiresAt: string | null): Promise<Created>
  onCreated(created: Created): void
}) {
  const { now, taken, create, onCreated } = given
  const { t } = useTranslation('settings')
  const [expiring, setExpiring] = useState<Expiring>({ choice: '365', day: '' })
  const [wrong, setWrong] = useState<Wrong>({})
  const [busy, setBusy] = useState(false)

  async function submit(form: FormData): Promise<void> {
    if (busy) return
    const name = String(form.get('name')).trim()
    const found: Wrong = {
      ...(name === '' && { name: t('naming.missing') }),
      ...(expiring.choice === 'date' && expiring.day === '' && { expiry: t('expiry.missing') }),
    }
    setWrong(found)
    if (found.name || found.expiry) return
    setBusy(true)
    try {
      onCreated(await create(name, expiryFrom(expiring.choice, expiring.day, now)))
    } catch (error) {
      const problem = asProblem(error)
      const words = problem.code === 'conflict' ? taken : problem.message
      if (problem.field === 'name') setWrong({ name: words })
      else if (problem.field === 'expires_at') setWrong({ expiry: words, form: words })
      else setWrong({ form: words })
      setBusy(false)
    }
  }

  return { expiring, setExpiring, wrong, setWrong, busy, submit }
}
