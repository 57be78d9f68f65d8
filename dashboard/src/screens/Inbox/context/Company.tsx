import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { readCompany } from '../../../api/contacts.ts'
import { locale } from '../../../i18n/local.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { Fact } from './Fact.tsx'

export function Company({
  conversation: { company, company_reference },
}: {
  conversation: ConversationBody
}): ReactElement | null {
  const { t } = useTranslation('context')
  const { data } = useQuery({
    queryKey: ['company', company?.id],
    queryFn: ({ signal }) => readCompany(company?.id ?? '', signal),
    enabled: company !== null,
  })
  if (!company) {
    if (company_reference === null) return null
    return (
      <section className="facts">
        <p className="facts-unmatched" title={company_reference}>
          {t('company.unmatched')} <bdi>{safeText(company_reference)}</bdi>
        </p>
      </section>
    )
  }
  const figure = (value: number) => value.toLocaleString(locale())
  return (
    <section className="facts">
      <h3 className="facts-company">
        <Icon name="building" size={14} />
        <span dir="auto">{safeText(data?.name ?? company.name)}</span>
      </h3>
      {data && (
        <dl className="facts-list">
          {data.domain && <Fact name={t('company.domain')}>{data.domain}</Fact>}
          {data.company_type && <Fact name={t('company.type')}>{safeText(data.company_type)}</Fact>}
          {data.number_of_seats !== null && (
            <Fact name={t('company.seats')}>
              <span className="figures">{figure(data.number_of_seats)}</span>
            </Fact>
          )}
          {(data.contract_value !== null || data.contract_type) && (
            <Fact name={t('company.contract')}>
              <span className="figures">
                {[data.contract_value !== null && figure(data.contract_value), data.contract_type]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Fact>
          )}
          {data.tags.length > 0 && (
            <Fact name={t('company.tags')}>
              <span className="facts-tags">
                {data.tags.map((tag) => (
                  <span className="tag" key={tag} dir="auto">
                    {safeText(tag)}
                  </span>
                ))}
              </span>
            </Fact>
          )}
        </dl>
      )}
    </section>
  )
}
