import type { ReactElement } from 'react'
import type { AttachmentBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../../ui/Icon.tsx'
import './Attachments.css'

export function Attachments({ attachments }: { attachments: AttachmentBody[] }): ReactElement | null {
  if (attachments.length === 0) return null
  return (
    <ul className="attachments">
      {attachments.map(({ id, filename, url, byte_size }) => (
        <li key={id}>
          <a className="attachment" href={url} download={filename} title={filename}>
            <Icon name="paperclip" size={14} />
            <span className="ellipsis" dir="auto">
              {filename}
            </span>
            <span className="quiet figures">{sizeOf(byte_size)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
