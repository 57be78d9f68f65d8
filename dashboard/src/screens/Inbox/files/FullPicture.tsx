import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import type { OpenablePicture } from './describe-file.ts'

/** The whole picture over its thumbnail, in the place it will have: as large as fits, never larger than it is. */
export function FullPicture({ picture }: { picture: OpenablePicture }): ReactElement {
  const { t } = useTranslation('common')
  const { url, thumbnail_url, width, height, filename } = picture
  const [shown, setShown] = useState<'not yet' | 'yes' | 'failed'>('not yet')
  const size = {
    width: `min(${width}px, 100cqw, ${(100 * width) / height}cqh)`,
    aspectRatio: `${width} / ${height}`,
  }
  return (
    <div className="lightbox-stage">
      {shown === 'failed' ? (
        <p className="lightbox-failed" role="status">
          <Icon name="cloud-off" size={20} />
          {t('files.notShown')}
        </p>
      ) : (
        <div className="lightbox-picture" style={size}>
          {thumbnail_url !== null && shown !== 'yes' && <img src={thumbnail_url} alt="" />}
          <img
            className={shown === 'yes' ? 'lightbox-full lightbox-here' : 'lightbox-full'}
            src={`${url}?inline=1`}
            alt={safeText(filename)}
            onLoad={() => setShown('yes')}
            onError={() => setShown('failed')}
          />
        </div>
      )}
    </div>
  )
}
