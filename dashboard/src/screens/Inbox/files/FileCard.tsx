import type { ReactElement } from 'react'
import type { AttachmentBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { MiddleCut } from '../../../ui/MiddleCut.tsx'
import { lookOf, sizeOf } from './describe-file.ts'
import './FileCard.css'

/** A file to save: all of the row is the link. */
export function FileCard({ file }: { file: AttachmentBody }): ReactElement {
  const { icon, word } = lookOf(file.content_type)
  return (
    <a className="file file-link" href={file.url ?? undefined} download={file.filename}>
      <span className="file-icon">
        <Icon name={icon} />
      </span>
      <span className="file-words">
        <span className="for-readers">Download </span>
        <b>
          <MiddleCut text={file.filename} tail={14} />
        </b>
        <span className="quiet figures">
          <bdi>
            {word} · {sizeOf(file.byte_size)}
          </bdi>
        </span>
      </span>
      <Icon name="download" />
    </a>
  )
}
