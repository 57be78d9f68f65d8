import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Key } from '../../../ui/Key.tsx'
import { MiddleCut } from '../../../ui/MiddleCut.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { type OpenablePicture, pictureFacts } from './describe-file.ts'
import { FullPicture } from './FullPicture.tsx'
import './Lightbox.css'

type LightboxProps = {
  pictures: OpenablePicture[]
  /** Id of the one that is shown. */
  open: number
  onShow(id: number): void
  onClose(): void
}

/** The pictures of one message, one at a time. It closes as a dialog does, and focus is back where it was. */
export function Lightbox({ pictures, open, onShow, onClose }: LightboxProps): ReactElement | null {
  const { t } = useTranslation('common')
  const dialog = useRef<HTMLDialogElement>(null)
  const caption = useId()
  useEffect(() => {
    dialog.current?.showModal()
    // Not on the first button: whoever came by Enter should not download by another.
    dialog.current?.focus()
  }, [])

  const place = pictures.findIndex(({ id }) => id === open)
  const picture = pictures[place]
  const [before, after] = [pictures[place - 1], pictures[place + 1]]

  function onKeyDown(event: KeyboardEvent<HTMLDialogElement>): void {
    // The thread below has an Escape of its own.
    event.stopPropagation()
    const mirrored = event.currentTarget.matches(':dir(rtl)')
    const next = { ArrowLeft: mirrored ? after : before, ArrowRight: mirrored ? before : after }
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const target = next[event.key]
    if (target) onShow(target.id)
  }

  const close = (): void => dialog.current?.close()
  if (!picture) return null
  return (
    <dialog
      className="lightbox"
      ref={dialog}
      tabIndex={-1}
      aria-labelledby={caption}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      <div className="lightbox-bar">
        <div className="lightbox-caption" id={caption} aria-live="polite">
          <b>
            <MiddleCut text={safeText(picture.filename)} />
          </b>
          <span className="quiet figures">
            <bdi>
              {pictureFacts(picture)}
              {pictures.length > 1 && ` · ${t('files.place', { place: place + 1, count: pictures.length })}`}
            </bdi>
          </span>
        </div>
        <a className="button button-outline" href={picture.url} download={safeText(picture.filename)}>
          <Icon name="download" size={14} />
          <span className="lightbox-word">{t('files.download')}</span>
        </a>
        <button type="button" className="button button-ghost" onClick={close}>
          <Icon name="x" size={14} />
          <span className="lightbox-word">{t('files.close')}</span>
          <Key>Esc</Key>
        </button>
      </div>
      <FullPicture key={picture.id} picture={picture} />
      {pictures.length > 1 && (
        <div className="lightbox-walk">
          <IconButton
            icon="chevron-left"
            label={t('files.previous')}
            aria-keyshortcuts="ArrowLeft"
            aria-disabled={!before}
            onClick={() => before && onShow(before.id)}
          />
          <Key>←</Key>
          <Key>→</Key>
          <IconButton
            icon="chevron-right"
            label={t('files.next')}
            aria-keyshortcuts="ArrowRight"
            aria-disabled={!after}
            onClick={() => after && onShow(after.id)}
          />
        </div>
      )}
    </dialog>
  )
}
