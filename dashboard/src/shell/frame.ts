import type { SessionBody } from '../../../server/src/surfaces/manage/wire.ts'
import type { Place } from '../screens/Inbox/place.ts'
import type { Line } from './LiveStatus.tsx'

/** What every part of the frame may ask for. */
export type Frame = {
  place: Place
  go(place: Place): void
  live: Line
  session: SessionBody
  onSignOut(): Promise<void>
}
