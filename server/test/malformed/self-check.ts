// A judge that cannot find anyone guilty proves nothing: it must notice each of these crimes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Facts, violationsIn } from './judge.ts'
import { readStored } from './stored.ts'

/** The crime, and the words that must stand in one of the violations. */
const IN_FACTS: readonly [crime: string, notices: string, facts: (facts: Facts) => Partial<Facts>][] = [
  ['a 500', 'a server error', (facts) => ({ outcomes: changed(facts, { status: 500 }) })],
  ['a 503', 'a server error', (facts) => ({ outcomes: changed(facts, { status: 503 }) })],
  [
    'a request that hangs',
    'neither answered nor closed',
    (facts) => ({ outcomes: changed(facts, { late: true }) }),
  ],
  ['a redirect', 'no answer to a form', (facts) => ({ outcomes: changed(facts, { status: 302 }) })],
  ['a lost outcome', 'came to an end', ({ outcomes }) => ({ outcomes: outcomes.slice(1) })],
  [
    'a 200 without a ticket',
    'tickets were acknowledged',
    (facts) => ({ outcomes: changed(facts, { status: 200, makes: 'ticket' }) }),
  ],
  [
    'a reply without a message',
    'messages were acknowledged',
    (facts) => ({ outcomes: changed(facts, { status: 200, makes: 'message' }) }),
  ],
  ['memory', 'MB resident', ({ idle }) => ({ after: idle + 81 })],
  ['memory that was not measured', 'MB resident', () => ({ after: Number.NaN })],
  [
    'a warning of Node',
    'the log says Warning',
    ({ log }) => ({ log: `${log}MaxListenersExceededWarning: x` }),
  ],
  ['a fault in the log', 'unexpected fault', ({ log }) => ({ log: `${log}{"msg":"unexpected fault"}` })],
  [
    'a picture that breaks its viewer',
    'looking at files',
    () => ({
      looks: new Map([
        [200, 9],
        [500, 1],
      ]),
    }),
  ],
  ['files that are gone', 'no file could be', () => ({ looks: new Map([[404, 10]]) })],
  ['a server that is gone', 'an ordinary ticket', () => ({ stillAnswers: 0 })],
  ['a server that crashes as it stops', 'exit code', () => ({ exitCode: 1 })],
]

/** Done to the stopped server's own data folder, which nobody needs any more. */
const ON_DISK: readonly [crime: string, notices: string, commit: (dataDir: string) => void][] = [
  ['a temporary file', 'temporary files', (dir) => writeFileSync(join(dir, 'blobs/tmp/parley-x.part'), 'x')],
  [
    'a file of nobody',
    'nobody points at',
    (dir) =>
      execute(
        dir,
        'delete from attachment where sha256 = (select sha256 from attachment where sha256 is not null limit 1)',
      ),
  ],
  [
    'a missing file',
    'files are missing',
    (dir) =>
      execute(
        dir,
        `update attachment set sha256 = '${'0'.repeat(64)}' where id = (select max(id) from attachment)`,
      ),
  ],
  [
    'a lost message',
    'messages were acknowledged',
    (dir) => execute(dir, 'delete from message where id = (select max(id) from message)'),
  ],
  [
    'a lost ticket',
    'tickets were acknowledged',
    (dir) => execute(dir, 'delete from conversation where id = (select max(id) from conversation)'),
  ],
  [
    'a job that never ended',
    'unfinished',
    (dir) => execute(dir, "update job set state = 'dead' where id = (select max(id) from job)"),
  ],
]

/** @returns the crimes that went unnoticed, one sentence each. The server must be stopped. */
export function selfCheck(facts: Facts, dataDir: string): string[] {
  const missed: string[] = []
  const expectNoticed = (crime: string, notices: string, doctored: Facts) => {
    if (!violationsIn(doctored).some((text) => text.includes(notices)))
      missed.push(`the judge did not notice ${crime}`)
  }
  for (const [crime, notices, change] of IN_FACTS)
    expectNoticed(crime, notices, { ...facts, ...change(facts) })
  for (const [crime, notices, commit] of ON_DISK) {
    commit(dataDir)
    expectNoticed(crime, notices, { ...facts, stored: readStored(dataDir) })
  }
  return missed
}

/** One request that was refused, with another end. */
function changed({ outcomes }: Facts, change: Partial<Facts['outcomes'][number]>): Facts['outcomes'] {
  const at = outcomes.findIndex(({ status }) => status === 400)
  return outcomes.map((outcome, place) => (place === at ? { ...outcome, ...change } : outcome))
}

function execute(dataDir: string, sql: string): void {
  const db = new DatabaseSync(join(dataDir, 'parley.db'), { enableForeignKeyConstraints: false })
  db.exec(sql)
  db.close()
}
