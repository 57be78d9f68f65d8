import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttachmentBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { isOpenable, isPicture } from './describe-file.ts'
import { FileCard } from './FileCard.tsx'
import { Lightbox } from './Lightbox.tsx'
import { LinkCard } from './LinkCard.tsx'
import { Photo } from './Photo.tsx'
import './Attachments.css'

/** The files of one message: pictures to look at first, then what is to be saved, then what is not here. */
export function Attachments({ attachments }: { attachments: AttachmentBody[] }): ReactElement | null {
  const { t } = useTranslation('common')
  const [open, setOpen] = useState<number | null>(null)
  if (attachments.length === 0) return null
  const pictures = attachments.filter(isPicture)
  const others = attachments.filter((file) => !isPicture(file))
  return (
    <>
      {pictures.length > 0 && (
        <ul className="pictures" aria-label={t('files.pictures')}>
          {pictures.map((file) => (
            <li key={file.id}>
              <Photo file={file} onOpen={() => setOpen(file.id)} />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className="files" aria-label={t('files.files')}>
          {others.map((file) => (
            <li key={file.id}>
              {file.state === 'stored' ? <FileCard file={file} /> : <LinkCard file={file} />}
            </li>
          ))}
        </ul>
      )}
      {open !== null && (
        <Lightbox
          pictures={pictures.filter(isOpenable)}
          open={open}
          onShow={setOpen}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
