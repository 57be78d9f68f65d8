import type { TFunction } from 'i18next'
import type { ReactElement } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { AttachmentBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { MiddleCut } from '../../../ui/MiddleCut.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { addressOf } from './describe-file.ts'
import './LinkCard.css'

/** A file that is elsewhere. Nothing is loaded from there: whoever follows the link does so knowing the host. */
export function LinkCard({ file }: { file: AttachmentBody }): ReactElement {
  const { t } = useTranslation('common')
  const { state, filename, source_url, failure } = file
  const address = addressOf(source_url)
  const failed = state === 'unfetched'
  return (
    <div className={failed ? 'file link-failed' : 'file'}>
      <span className="file-icon">
        <Icon name={failed ? 'cloud-off' : 'link'} />
      </span>
      <div className="file-words">
        <b>
          <MiddleCut text={safeText(filename)} tail={14} />
        </b>
        {!failed && (
          <span className="quiet link-from">
            {address ? t('files.fetchingFrom', { host: address.host }) : t('files.fetching')}
          </span>
        )}
        {failed && (
          <span className="link-failure">
            {failure === null
              ? t('files.notFetched')
              : t('files.notFetchedWhy', { why: failureWords(failure, t) })}
          </span>
        )}
        {failed && source_url !== null && (
          <span className="quiet">
            <MiddleCut text={safeText(source_url)} tail={16} />
          </span>
        )}
        {failed && address && (
          <a
            className="link-open"
            href={address.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            referrerPolicy="no-referrer"
          >
            <Trans t={t} i18nKey="files.openAt" values={{ host: address.host }} components={{ 1: <bdi /> }} />
            <Icon name="external-link" size={12} />
            <span className="for-readers">{t('files.newTab')}</span>
          </a>
        )}
      </div>
    </div>
  )
}

/** The server says it in English, from a short list; a status is the one with something in it. */
function failureWords(failure: string, t: TFunction<'common'>): string {
  const [, status] = /^answered with status (\d+)$/.exec(failure) ?? []
  if (status !== undefined) return t('files.why.status', { status })
  return t(`files.why.${failure}`, { defaultValue: failure })
}
