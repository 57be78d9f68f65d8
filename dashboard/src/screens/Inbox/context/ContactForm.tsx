import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OneContactBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { changeContact } from '../../../api/contacts.ts'
import { asProblem } from '../../../api/problem.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { showToast } from '../../../ui/toast.ts'

type Wrong = { name?: string; email?: string }

/** What they are called and where they are reached. Escape leaves it as it was. */
export function ContactForm({ contact, onDone }: { contact: OneContactBody; onDone(): void }): ReactElement {
  const { t } = useTranslation('context')
  const queries = useQueryClient()
  const [name, setName] = useState(contact.name ?? '')
  const [email, setEmail] = useState(contact.email ?? '')
  const [saving, setSaving] = useState(false)
  const [wrong, setWrong] = useState<Wrong>({})

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    const change = {
      ...(name.trim() !== (contact.name ?? '') && { name: name.trim() || null }),
      ...(email.trim() !== (contact.email ?? '') && { email: email.trim() || null }),
    }
    if (Object.keys(change).length === 0) return onDone()
    setSaving(true)
    try {
      queries.setQueryData(['contact', contact.id], await changeContact(contact.id, change))
      const back = { name: contact.name, email: contact.email }
      showToast({ text: t('contact.saved'), undo: () => void undo(back) })
      onDone()
    } catch (error) {
      const problem = asProblem(error)
      setWrong({ [problem.field === 'email' ? 'email' : 'name']: problem.message })
      setSaving(false)
    }
  }

  async function undo(back: { name: string | null; email: string | null }): Promise<void> {
    try {
      queries.setQueryData(['contact', contact.id], await changeContact(contact.id, back))
    } catch (error) {
      showToast({ tone: 'failed', text: t('contact.notUndone', { why: asProblem(error).message }) })
    }
  }

  return (
    <form
      className="contact-form"
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The drawer around it would close too.
        event.preventDefault()
        event.stopPropagation()
        onDone()
      }}
    >
      <Field
        label={t('contact.name')}
        value={name}
        maxLength={255}
        error={wrong.name}
        autoFocus
        dir="auto"
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Field
        label={t('contact.email')}
        value={email}
        maxLength={254}
        error={wrong.email}
        inputMode="email"
        autoComplete="off"
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <div className="contact-form-foot">
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button size="small" look="filled" type="submit" disabled={saving}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
