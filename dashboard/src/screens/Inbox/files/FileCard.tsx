import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttachmentBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { MiddleCut } from '../../../ui/MiddleCut.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { lookOf, sizeOf } from './describe-file.ts'
import './FileCard.css'

/** A file to save, once its message is there: all of the row is the link. */
export function FileCard({ file }: { file: AttachmentBody }): ReactElement {
  const { t } = useTranslation('common')
  const { icon, kind } = lookOf(file.content_type)
  return (
    <a
      className={file.url === null ? 'file' : 'file file-link'}
      href={file.url ?? undefined}
      download={safeText(file.filename)}
    >
      <span className="file-icon">
        <Icon name={icon} />
      </span>
      <span className="file-words">
        {file.url !== null && <span className="for-readers">{t('files.download')} </span>}
        <b>
          <MiddleCut text={safeText(file.filename)} tail={14} />
        </b>
        <span className="quiet figures">
          <bdi>
            {t(`files.kind.${kind}`)} · {sizeOf(file.byte_size)}
          </bdi>
        </span>
      </span>
      {file.url !== null && <Icon name="download" />}
    </a>
  )
}
