import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../../../ui/toast.ts'
import { toClipboard } from '../copy-text.ts'

/** The address of a conversation into the clipboard, or said where there is none for us. */
export function useCopyLink(id: string): () => void {
  const { t } = useTranslation('thread')
  return useCallback(() => {
    const link = `${location.origin}/?conversation=${encodeURIComponent(id)}`
    void toClipboard(link).then((copied) =>
      showToast(copied ? { text: t('link.copied') } : { tone: 'failed', text: t('link.byHand', { link }) }),
    )
  }, [id, t])
}
