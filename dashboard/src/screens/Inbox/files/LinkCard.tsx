import type { ReactElement } from 'react'
import type { AttachmentBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { MiddleCut } from '../../../ui/MiddleCut.tsx'
import { addressOf } from './describe-file.ts'
import './LinkCard.css'

/** A file that is elsewhere. Nothing is loaded from there: whoever follows the link does so knowing the host. */
export function LinkCard({ file }: { file: AttachmentBody }): ReactElement {
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
          <MiddleCut text={filename} tail={14} />
        </b>
        {!failed && (
          <span className="quiet link-from">{address ? `Fetching from ${address.host}…` : 'Fetching…'}</span>
        )}
        {failed && (
          <span className="link-failure">
            {failure === null ? 'Could not be fetched' : `Could not be fetched: ${failure}`}
          </span>
        )}
        {failed && source_url !== null && (
          <span className="quiet">
            <MiddleCut text={source_url} tail={16} />
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
            Open at <bdi>{address.host}</bdi>
            <Icon name="external-link" size={12} />
            <span className="for-readers">in a new tab</span>
          </a>
        )}
      </div>
    </div>
  )
}
