import { type ReactElement, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { copyText } from './copy-text.ts'
import type { Frame } from './Nav.tsx'
import { PhoneStatus } from './PhoneStatus.tsx'
import './FirstRun.css'

/** Shown until the first conversation of all arrives; it then leaves by itself. */
export function FirstRun({ session, live, onSignOut }: Frame): ReactElement {
  return (
    <>
      <div className="bar">
        <h1>All open</h1>
        <span className="quiet figures">0</span>
        <PhoneStatus live={live} onSignOut={onSignOut} />
      </div>
      <div className="first-run">
        <div className="first-run-column">
          <div className="first-run-head">
            <Shapes />
            <div>
              <h2>Nothing to answer yet</h2>
              <p>
                Every conversation with your customers arrives here. Send the first one yourself and watch it
                come in.
              </p>
            </div>
          </div>
          <ol className="steps">
            <li className="step step-done">
              <span className="step-number">
                <Icon name="check" size={14} />
              </span>
              <div>
                <h3>Organisation and owner</h3>
                <p className="step-words">
                  {session.organisation.name}, {session.teammate.email}
                </p>
              </div>
            </li>
            <li className="step step-current" aria-current="step">
              <span className="step-number">2</span>
              <div className="step-body">
                <h3>Send a first ticket</h3>
                <p className="step-words">
                  Put your API key in place of YOUR_API_KEY. <code>parley setup</code> printed it once, as{' '}
                  <code>api_key</code>; the server keeps only its hash.
                </p>
                <Command />
              </div>
              <p className="step-waiting" role="status">
                <span className="dots" aria-hidden="true">
                  <i />
                  <i />
                  <i />
                </span>
                waiting for it
              </p>
            </li>
          </ol>
        </div>
      </div>
    </>
  )
}

function Command(): ReactElement {
  const code = useRef<HTMLElement>(null)
  const [outcome, setOutcome] = useState('')
  async function copy(): Promise<void> {
    if (code.current) setOutcome((await copyText(code.current)) ? 'Copied' : 'Selected: press Ctrl C or ⌘ C')
  }
  return (
    <div className="command">
      <code ref={code}>
        <span className="command-name">curl</span> -X POST {location.origin}/interaction{' '}
        <span className="command-part">
          -F <span className="command-text">"query=The kettle lid does not close"</span>
        </span>{' '}
        <span className="command-part">
          -H <span className="command-text">"Authorization: YOUR_API_KEY"</span>
        </span>
      </code>
      <Button size="small" icon={outcome === 'Copied' ? 'check' : 'copy'} onClick={() => void copy()}>
        {outcome === 'Copied' ? 'Copied' : 'Copy'}
      </Button>
      <p className={outcome === 'Copied' ? 'for-readers' : 'command-outcome'} role="status">
        {outcome}
      </p>
    </div>
  )
}

function Shapes(): ReactElement {
  return (
    <svg className="shapes" width="72" height="40" viewBox="0 0 72 40" aria-hidden="true">
      <path className="shapes-rail" d="M14 20H58" />
      <circle className="shapes-person" cx="12" cy="20" r="9" />
      <rect className="shapes-bot" x="28" y="12" width="16" height="16" rx="4.5" />
      <rect
        className="shapes-assistant"
        x="53"
        y="13"
        width="14"
        height="14"
        rx="3.4"
        transform="rotate(45 60 20)"
      />
    </svg>
  )
}
