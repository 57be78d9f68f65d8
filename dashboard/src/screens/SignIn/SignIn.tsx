import type { ReactElement } from 'react'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { Logo } from '../../ui/Logo.tsx'
import { Picture } from './Picture.tsx'
import { SignInForm } from './SignInForm.tsx'
import './SignIn.css'

type SignInProps = { notice: string | null; onSignedIn(session: SessionBody): void }

export function SignIn({ notice, onSignedIn }: SignInProps): ReactElement {
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <div className="sign-in-side">
          <p className="sign-in-brand">
            <Logo size={20} />
            Parley
          </p>
          <div className="sign-in-middle">
            <h1>Sign in</h1>
            <p className="sign-in-where">
              to <span className="ellipsis">{location.host}</span>
            </p>
            {notice && (
              <p className="sign-in-notice" role="status">
                {notice}
              </p>
            )}
            <SignInForm onSignedIn={onSignedIn} />
          </div>
          <p className="sign-in-foot">
            The first account is made on the server, by <code>parley setup</code>.
          </p>
        </div>
        <Picture />
      </div>
    </main>
  )
}
