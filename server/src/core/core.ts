// What a surface holds of the domain: reads, verbs, limits, the clock.
import type { Queryable } from '../db/schema.ts'
import type { Writer } from '../db/writer.ts'
import type { Limits } from '../limits/limits.ts'
import { forgetCredentials } from './accounts/kept-credentials.ts'
import { firstIds, type OrgId, timeOf } from './ids.ts'
import type { IdempotencyKey, Performed, Unit } from './perform.ts'
import type { Seals } from './seals.ts'
import type { VerbArgs, VerbName, VerbResult } from './verbs.ts'

/** Runs one verb; resolves after its transaction was fsynced. */
export type Run = <N extends VerbName>(name: N, args: VerbArgs<N>) => Promise<VerbResult<N>>

/** The same under an idempotency key: a repeat resolves to the first result, with `replayed` true. */
export type RunOnce = <N extends VerbName>(
  name: N,
  args: VerbArgs<N>,
  key: IdempotencyKey | undefined,
) => Promise<{ result: VerbResult<N>; replayed: boolean }>

export type Core = {
  /** By-id reads, polls and first pages, on this thread. */
  read: Queryable
  /** Search, reports and exports: on SQLite a thread of their own, so that they cannot hold up a request. */
  reports: Queryable
  run: Run
  runOnce: RunOnce
  limits: Limits
  /** For secrets that must be read again. */
  seals: Seals
  /** Milliseconds since the epoch. */
  now: () => number
}

export type Hints = {
  /** The organisation's newest seq moved. */
  moved(org: OrgId, seq: number): void
  /** There is work for the job runner. */
  jobs(): void
}

/** The frequent verbs that touch no credential. Any other one, and every one to come, makes us read them anew. */
const leavesCredentialsAlone: ReadonlySet<VerbName> = new Set<VerbName>([
  'addChannel',
  'importConversation',
  'openTicket',
  'openHelpdeskTicket',
  'openChat',
  'writeInChat',
  'noteSeen',
  'proveVisitor',
  'reply',
  'replyToTicket',
  'retryDelivery',
  'changeConversation',
  'wakeConversation',
  'mergeConversations',
  'unmergeConversations',
  'markRead',
  'saveDraft',
  'createMacro',
  'changeMacro',
  'deleteMacro',
  'runMacro',
  'createView',
  'changeView',
  'deleteView',
  'storeLink',
  'giveUpLink',
  'keepThumbnail',
  'keepUpload',
  'dropUpload',
  'dropOldUploads',
  'saveCompany',
  'saveContact',
  'indexProfiles',
  'startSample',
  'removeSample',
  'addSampleConversation',
  'removeSampleStep',
  'eraseStep',
  'noteCredentialUsed',
  'noteSessionSeen',
  'storeEntries',
  'noteCodeRefused',
  'saveBuckets',
  'sweepEvents',
  'takeJobs',
  'completeJob',
  'failJob',
  'renewLease',
])

export function createCore(
  parts: Pick<Core, 'read' | 'reports' | 'limits' | 'seals' | 'now'> & {
    writer: Writer<Unit, Performed>
    hints: Hints
  },
): Core {
  const { writer, hints, ...core } = parts
  const firstId = firstIds()

  const runOnce: RunOnce = async (name, args, idempotency) => {
    const at = core.now()
    const unit: Unit = {
      verb: name,
      args,
      now: timeOf(at),
      id: firstId(at),
      ...(idempotency && { idempotency }),
    }
    const done = await writer.submit(unit).finally(() => {
      // Also when it failed: a thread that died may have committed first.
      if (!leavesCredentialsAlone.has(name)) forgetCredentials(core.read)
    })
    if (done.moved) hints.moved(done.moved.org, done.moved.seq)
    if (done.jobs) hints.jobs()
    // The verb table typed this result; the message port between here and the writer did not.
    return { result: done.result as VerbResult<typeof name>, replayed: done.replayed }
  }

  return { ...core, runOnce, run: async (name, args) => (await runOnce(name, args, undefined)).result }
}
