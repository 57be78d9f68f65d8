import { fileSize } from '../text/size.ts'
import { Icon } from './Icon.tsx'
import { useView } from './view.ts'

export type ShownFile = { id: string; filename: string; byteSize: number; href: string | null }

/** Always as files, pictures too: a page's policy need not let pictures of ours in, and nothing is loaded unasked. */
export function Files({ files }: { files: readonly ShownFile[] }) {
  const { locale, words } = useView()
  if (files.length === 0) return null
  return (
    <ul class="files">
      {files.map(({ id, filename, byteSize, href }) => {
        const inside = (
          <>
            <Icon name="file" size={16} />
            <span class="file-name">{filename}</span>
            <span class="quiet">{fileSize(byteSize, locale)}</span>
          </>
        )
        return (
          <li key={id}>
            {href === null ? (
              <span class="file">{inside}</span>
            ) : (
              <a class="file" href={href} target="_blank" rel="noopener noreferrer">
                {inside}
                <Icon name="download" size={16} />
                <span class="hidden"> ({words.opensNew})</span>
              </a>
            )}
          </li>
        )
      })}
    </ul>
  )
}
