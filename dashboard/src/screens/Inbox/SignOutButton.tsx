import { type ReactElement, useState } from 'react'
import { asProblem } from '../../api/problem.ts'
import { IconButton } from '../../ui/Button.tsx'

/** If the server cannot be told, the session is still open, and the button says so. */
export function SignOutButton({ onSignOut }: { onSignOut(): Promise<void> }): ReactElement {
  const [failure, setFailure] = useState('')
  function leave(): void {
    onSignOut().catch((error: unknown) => setFailure(asProblem(error).message))
  }
  return (
    <>
      <IconButton
        icon="log-out"
        label={failure === '' ? 'Sign out' : `Not signed out. ${failure} Try again`}
        onClick={leave}
      />
      <span className="for-readers" role="alert">
        {failure}
      </span>
    </>
  )
}
