import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../../ui/Button.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import { MiddleCut } from '../../../../ui/MiddleCut.tsx'
import { lookOf, sizeOf } from '../../files/describe-file.ts'
import type { Upload, Uploads } from './uploads.ts'
import './FileChips.css'

type FileChipsProps = { files: readonly Upload[]; uploads: Uploads }

/** What goes along, each with how far it is or what went wrong. */
export function FileChips({ files, uploads }: FileChipsProps): ReactElement | null {
  const { t } = useTranslation('composer')
  if (files.length === 0) return null
  return (
    <ul className="file-chips" aria-label={t('files.label')}>
      {files.map((upload) => (
        <li key={upload.key} className={`file-chip file-chip-${upload.state}`}>
          <Icon name={upload.state === 'failed' ? 'circle-alert' : iconOf(upload)} size={14} />
          <span className="file-chip-words">
            <MiddleCut text={upload.filename} />
            <State upload={upload} />
          </span>
          {upload.state === 'failed' && upload.again && (
            <button
              type="button"
              className="button button-link button-small"
              onClick={() => uploads.retry(upload.key)}
            >
              {t('common:retry')}
            </button>
          )}
          <IconButton
            icon="x"
            label={t('files.remove', { name: upload.filename })}
            onClick={() => uploads.remove(upload.key)}
          />
        </li>
      ))}
    </ul>
  )
}

function State({ upload }: { upload: Upload }): ReactElement {
  const { t } = useTranslation('composer')
  if (upload.state === 'failed')
    return (
      <span role="alert" className="file-chip-failed">
        {upload.problem.code === 'unreachable' && t('why.unreachable')}
        {upload.problem.code === 'too_large' && t('files.tooLarge')}
        {upload.problem.code === 'unavailable' && t('why.busy')}
        {!['unreachable', 'too_large', 'unavailable'].includes(upload.problem.code) && upload.problem.message}
      </span>
    )
  if (upload.state === 'done') return <span className="quiet figures">{sizeOf(upload.byte_size)}</span>
  const percent = Math.round(upload.progress * 100)
  return (
    <span className="quiet figures">
      {t('files.progress', { percent, size: sizeOf(upload.byte_size) })}
      <progress value={percent} max={100} aria-label={t('files.uploading', { name: upload.filename })} />
    </span>
  )
}

function iconOf(upload: Upload) {
  return upload.state === 'done' ? lookOf(upload.file.content_type).icon : 'file'
}
