import type { ReactElement } from 'react'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { SignInForm } from './SignInForm.tsx'
import { SignInSheet } from './SignInSheet.tsx'

type SignInProps = { notice: string | null; onSignedIn(session: SessionBody): void }

export function SignIn({ notice, onSignedIn }: SignInProps): ReactElement {
  return (
    <SignInSheet
      title="Sign in"
      where="to"
      notice={notice}
      foot={
        <>
          The first account is made on the server, by <code>parley setup</code>.
        </>
      }
    >
      <SignInForm onSignedIn={onSignedIn} />
    </SignInSheet>
  )
}
