import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** JSON lines on stdout; credentials and message bodies never reach them, whatever object is logged. */
export function createLog(level: Config['logLevel'], destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          ...['authorization', 'cookie', '["set-cookie"]', '["x-api-key"]', '["x-api-secret"]'].flatMap(
            (name) =>
              name.startsWith('[')
                ? [`headers${name}`, `req.headers${name}`]
                : [`headers.${name}`, `req.headers.${name}`],
          ),
          ...['password', 'token', 'secret', 'key', 'body', 'text'].flatMap((name) => [name, `*.${name}`]),
        ],
        censor: '[redacted]',
      },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  )
}
