import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody, OneContactBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { readContact } from '../../../api/contacts.ts'
import { asProblem } from '../../../api/problem.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { MiddleCut } from '../../../ui/MiddleCut.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { VoiceMark } from '../../../ui/VoiceMark.tsx'
import { contactName } from '../contact-name.ts'
import { Proof } from '../Proof.tsx'
import { ContactForm } from './ContactForm.tsx'
import { Fact } from './Fact.tsx'

/** Who writes: at once as the conversation knows them, with the rest of their profile when it is there. */
export function Contact({
  conversation: { contact, visitor },
  here,
}: {
  conversation: ConversationBody
  here: boolean
}): ReactElement {
  const { t } = useTranslation('context')
  const [editing, setEditing] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['contact', contact?.id],
    queryFn: ({ signal }) => readContact(contact?.id ?? '', signal),
    enabled: contact !== null,
  })
  const name = safeText(contactName(data ?? contact))
  const email = data ? data.email : (contact?.email ?? null)
  if (editing && data) {
    return (
      <section className="facts">
        <ContactForm contact={data} onDone={() => setEditing(false)} />
      </section>
    )
  }
  return (
    <>
      <section className="facts facts-who">
        <span className="facts-mark">
          <VoiceMark voice="contact" name={name} size={40} />
          {here && <span className="facts-here" title={t('here')} />}
        </span>
        <div className="facts-name">
          <h2 dir="auto">{name}</h2>
          {email !== null && email !== name && (
            <p>
              <MiddleCut text={safeText(email)} tail={14} />
            </p>
          )}
          {visitor && <Proof visitor={visitor} />}
          {here && <p className="for-readers">{t('here')}</p>}
        </div>
        {data && (
          <IconButton
            className="facts-edit"
            icon="pencil"
            label={t('contact.edit')}
            onClick={() => setEditing(true)}
          />
        )}
      </section>
      {data && <Identities contact={data} told={visitor !== null} />}
      {error && (
        <section className="facts facts-failed" role="alert">
          {t('contact.notLoaded', { why: asProblem(error).message })}
          <Button size="small" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        </section>
      )}
    </>
  )
}

/** `told`: whether they are proven stands above already. */
function Identities({ contact, told }: { contact: OneContactBody; told: boolean }): ReactElement | null {
  const { t } = useTranslation('context')
  const { username, phones, role, source_specific_ids, tags, merged_ids } = contact
  const verified = contact.verified && !told
  const known = username ?? role ?? phones[0] ?? source_specific_ids[0] ?? tags[0]
  if (known === undefined && !verified && merged_ids.length === 0) return null
  return (
    <section className="facts facts-identities" aria-label={t('contact.known')}>
      {verified && (
        <Badge tone="open" icon="circle-check" small>
          {t('contact.verified')}
        </Badge>
      )}
      <dl className="facts-list">
        {username && <Fact name={t('contact.username')}>{safeText(username)}</Fact>}
        {role && <Fact name={t('contact.role')}>{safeText(role)}</Fact>}
        {phones.length > 0 && (
          <Fact name={t('contact.phones', { count: phones.length })}>{phones.join(', ')}</Fact>
        )}
        {source_specific_ids.length > 0 && (
          <Fact name={t('contact.sources', { count: source_specific_ids.length })}>
            {source_specific_ids.map(safeText).join(', ')}
          </Fact>
        )}
        {merged_ids.length > 0 && (
          <Fact name={t('contact.merged')}>{t('contact.mergedCount', { count: merged_ids.length })}</Fact>
        )}
        {tags.length > 0 && (
          <Fact name={t('contact.tags')}>
            <span className="facts-tags">
              {tags.map((tag) => (
                <span className="tag" key={tag} dir="auto">
                  {safeText(tag)}
                </span>
              ))}
            </span>
          </Fact>
        )}
      </dl>
    </section>
  )
}
