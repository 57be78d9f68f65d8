import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config.ts'

const HEADERS = ['.authorization', '.cookie', '["set-cookie"]', '["x-api-key"]', '["x-api-secret"]']
const FIELDS = ['.password', '.token', '.secret', '.key', '.body', '.text']
/** How deep in a logged object they are looked for. */
const LEVELS = ['', '*', '*.*', '*.*.*']

/** JSON lines on stdout; credentials and message bodies never reach them, whatever object is logged. */
export function createLog(level: Config['logLevel'], destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: LEVELS.flatMap((above) =>
          [...HEADERS, ...FIELDS].map((name) => (above === '' ? name.replace(/^\./, '') : above + name)),
        ),
        censor: '[redacted]',
      },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  )
}
