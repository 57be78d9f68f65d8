import { type ReactElement, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { copyText } from '../Inbox/copy-text.ts'

/** A line that works as it stands, in any shell that knows quotes. */
export function Command({ server, apiKey }: { server: string; apiKey: string | null }): ReactElement {
  const { t } = useTranslation('first-run')
  const code = useRef<HTMLElement>(null)
  const [outcome, setOutcome] = useState<'copied' | 'selected' | null>(null)
  const fields = [
    ['-H', `"Authorization: ${apiKey ?? 'YOUR_API_KEY'}"`],
    ['-F', `"query=${t('ticket.example')}"`],
    ['-F', '"user_email=jo@mail.example"'],
  ]
  async function copy(): Promise<void> {
    if (code.current) setOutcome((await copyText(code.current)) ? 'copied' : 'selected')
  }
  return (
    <div className="command">
      <code ref={code} dir="ltr">
        <span className="command-name">curl</span> {server}/interaction
        {fields.map(([option, value]) => (
          <span key={value}>
            {' \\\n  '}
            {option} <span className="command-text">{value}</span>
          </span>
        ))}
      </code>
      <Button size="small" icon={outcome === 'copied' ? 'check' : 'copy'} onClick={() => void copy()}>
        {t(outcome === 'copied' ? 'ticket.copied' : 'ticket.copy')}
      </Button>
      <p className={outcome === 'selected' ? 'command-outcome' : 'for-readers'} role="status">
        {outcome && t(`ticket.${outcome}`)}
      </p>
    </div>
  )
}
