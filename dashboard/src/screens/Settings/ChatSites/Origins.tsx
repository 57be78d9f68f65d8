import { type FormEvent, type ReactElement, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Banner } from '../parts/Banner.tsx'
import { originComplaint, originFrom } from './origins.ts'
import type { SiteForm } from './use-site-form.ts'

/** Which pages may show the chat: added one by one, refused in words where it is typed. */
export function Origins({ form }: { form: SiteForm }): ReactElement {
  const { t } = useTranslation('sites')
  const { draft, wrong, change } = form
  const { allowed_origins: origins } = draft
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string | undefined>(undefined)
  const field = useRef<HTMLInputElement>(null)

  function add(event: FormEvent): void {
    event.preventDefault()
    const origin = originFrom(typed)
    const word = origins.includes(origin) ? 'originTwice' : originComplaint(origin)
    setError(word === null ? undefined : t(`wrong.${word}`))
    if (word === null) {
      change({ allowed_origins: [...origins, origin] })
      setTyped('')
    }
    field.current?.focus()
  }

  return (
    <section className="site-origins" aria-label={t('part.origins')}>
      <p className="set-help">{t('origins.about')}</p>
      {wrong.allowed_origins && <Banner tone="fail">{wrong.allowed_origins}</Banner>}
      <form className="site-add" onSubmit={add} noValidate aria-label={t('origins.add')}>
        <Field
          ref={field}
          label={t('origins.label')}
          className="site-mono"
          dir="ltr"
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          placeholder="https://shop.example"
          value={typed}
          error={error}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setError(undefined)
          }}
        />
        <Button size="form" type="submit">
          {t('origins.add')}
        </Button>
      </form>
      {origins.length === 0 ? (
        <p className="site-any">
          <Icon name="info" size={14} />
          {t('origins.any')}
        </p>
      ) : (
        <ul className="site-list" aria-label={t('part.origins')}>
          {origins.map((origin, place) => {
            const complaint = wrong[`allowed_origins.${place}`]
            return (
              <li key={origin}>
                <span className="site-mono ellipsis" dir="ltr" title={origin}>
                  {origin}
                </span>
                {complaint && (
                  <span className="field-error" role="alert">
                    <Icon name="circle-alert" size={12} />
                    {complaint}
                  </span>
                )}
                <IconButton
                  icon="x"
                  label={t('origins.remove', { origin })}
                  onClick={() => {
                    change({ allowed_origins: origins.filter((one) => one !== origin) })
                    field.current?.focus()
                  }}
                />
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
