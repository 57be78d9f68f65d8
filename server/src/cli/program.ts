// The command line. Each command is a file; they load what they need when they run, so that `--help` is instant.
import { Command } from 'commander'

const USAGE = 2

export function program(): Command {
  const parley = new Command('parley')
    .description('Self-hosted customer conversations: tickets, chat, bots and assistants in one inbox.')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE))

  parley
    .command('serve', { isDefault: true })
    .description('run the server (what `npm start` does)')
    .option('--build', 'build the dashboard and the widget first when they are missing or stale')
    .action(async (options: { build?: boolean }) => (await import('./serve.ts')).serve(options))

  parley
    .command('setup')
    .description('create an organisation, its owner and one credential of each kind')
    .requiredOption('--organisation <name>', 'name of the organisation')
    .requiredOption('--email <address>', 'the owner signs in with it')
    .requiredOption('--password <password>', 'at least 10 characters')
    .option('--name <name>', "the owner's name")
    .option('--prefix <letters>', 'tickets are numbered PREFIX-1, PREFIX-2 …', 'ASM')
    .option('--json', 'print the credentials as one JSON object')
    .action(async (options) => (await import('./setup.ts')).setup(options))

  parley
    .command('migrate')
    .description('bring the database to the schema of this version, and stop')
    .action(async () => (await import('./migrate.ts')).migrateOnly())

  return parley
}
