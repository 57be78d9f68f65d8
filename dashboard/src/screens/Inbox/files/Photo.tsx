import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { MiddleCut } from '../../../ui/MiddleCut.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { type PictureFile, pictureFacts } from './describe-file.ts'
import { frameOf } from './picture-frame.ts'
import './Photo.css'

/** A thumbnail may come late or never: until then its place is held by an icon, and the picture opens all the same. */
export function Photo({ file, onOpen }: { file: PictureFile; onOpen(): void }): ReactElement {
  const { t } = useTranslation('common')
  const { frame, picture } = frameOf(file)
  const [shown, setShown] = useState<'not yet' | 'yes' | 'failed'>('not yet')
  return (
    <button
      type="button"
      className="photo"
      aria-haspopup="dialog"
      disabled={file.url === null}
      style={{ width: frame.width + 2 }}
      onClick={onOpen}
    >
      <span className="for-readers">{t('files.openPicture')}</span>
      <span className="photo-frame" style={{ height: frame.height }}>
        {shown !== 'yes' && <Icon name="image" size={20} />}
        {file.thumbnail_url !== null && shown !== 'failed' && (
          <img
            className={shown === 'yes' ? 'photo-image photo-here' : 'photo-image'}
            src={file.thumbnail_url}
            alt=""
            {...picture}
            decoding="async"
            loading="lazy"
            onLoad={() => setShown('yes')}
            onError={() => setShown('failed')}
          />
        )}
      </span>
      <span className="photo-caption">
        <b>
          <MiddleCut text={safeText(file.filename)} tail={8} />
        </b>
        <span className="quiet figures">
          <bdi>{pictureFacts(file)}</bdi>
        </span>
      </span>
    </button>
  )
}
