import { type ReactElement, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionBody } from '../../server/src/surfaces/manage/wire.ts'
import { asProblem, type Problem } from './api/problem.ts'
import { readSession, signOut } from './api/session.ts'
import { invitationIn } from './screens/Join/invitation-in.ts'
import { Join } from './screens/Join/Join.tsx'
import { SignIn } from './screens/SignIn/SignIn.tsx'
import { Shell } from './shell/Shell.tsx'
import { ErrorState } from './ui/ErrorState.tsx'
import { Loading } from './ui/Loading.tsx'

type Visit =
  | { phase: 'asking' }
  | { phase: 'failed'; problem: Problem }
  | { phase: 'signed-out'; notice: 'sessionEnded' | 'signedOut' | null }
  | { phase: 'signed-in'; session: SessionBody }

export function App(): ReactElement {
  const { t } = useTranslation('shell')
  const [visit, setVisit] = useState<Visit>({ phase: 'asking' })
  const [invitation, setInvitation] = useState(invitationIn)

  useEffect(() => {
    if (visit.phase !== 'asking') return
    const leaving = new AbortController()
    readSession(leaving.signal).then(
      (session) =>
        setVisit(session ? { phase: 'signed-in', session } : { phase: 'signed-out', notice: null }),
      (error: unknown) => {
        if (!leaving.signal.aborted) setVisit({ phase: 'failed', problem: asProblem(error) })
      },
    )
    return () => leaving.abort()
  }, [visit.phase])

  const expire = useCallback(() => setVisit({ phase: 'signed-out', notice: 'sessionEnded' }), [])

  const renew = useCallback(() => {
    readSession(new AbortController().signal).then(
      (session) => (session ? setVisit({ phase: 'signed-in', session }) : expire()),
      // What is known stays good enough until the next try.
      () => undefined,
    )
  }, [expire])

  if (invitation !== null) {
    return (
      <Join
        invitation={invitation}
        onJoined={(session) => {
          setInvitation(null)
          setVisit({ phase: 'signed-in', session })
        }}
        onSignIn={() => setInvitation(null)}
      />
    )
  }
  if (visit.phase === 'asking') return <Loading label={t('opening')} />
  if (visit.phase === 'failed') {
    return (
      <main className="page-middle">
        <ErrorState
          what={t('notOpened')}
          problem={visit.problem}
          onRetry={() => setVisit({ phase: 'asking' })}
        />
      </main>
    )
  }
  if (visit.phase === 'signed-out') {
    return (
      <SignIn
        notice={visit.notice && t(visit.notice)}
        onSignedIn={(session) => setVisit({ phase: 'signed-in', session })}
      />
    )
  }

  async function leave(): Promise<void> {
    await signOut()
    setVisit({ phase: 'signed-out', notice: 'signedOut' })
  }
  return <Shell session={visit.session} onSignOut={leave} onExpired={expire} refreshSession={renew} />
}
