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

  const keys = parley.command('keys').description('API keys, with which other systems send tickets')
  reachable(keys.command('list').description('list them, newest first')).action(async (options) =>
    (await import('./keys.ts')).listKeys(options),
  )
  reachable(keys.command('create').description('make one, and print it this once'))
    .requiredOption('--name <name>', 'what it is for; no other key may have this name')
    .option(
      '--expires <time>',
      '2030-01-31 (its first moment in UTC), or a time such as 2030-01-31T08:00:00+01:00',
    )
    .action(async (options) => (await import('./keys.ts')).createKey(options))
  reachable(keys.command('delete <id-or-name>').description('delete one; it is refused at once')).action(
    async (wanted, options) => (await import('./keys.ts')).deleteKey(wanted, options),
  )

  parley
    .command('demo')
    .description('fill a sample workspace: 300 conversations, and the people in them')
    .option('--organisation <slug>', 'in this organisation, instead of one of its own')
    .option('--seed <number>', 'another seed tells other stories', '1')
    .option('--password <password>', 'of the sample teammates, at least 10 characters; made up when left out')
    .action(async (options) => (await import('./demo.ts')).demo(options))

  parley
    .command('migrate')
    .description('bring the database to the schema of this version, and stop')
    .action(async () => (await import('./migrate.ts')).migrateOnly())

  parley
    .command('backup <folder>')
    .description('copy database, files and secret key into a new folder; the server may go on running')
    .action(async (folder) => (await import('./backup.ts')).backUp(folder))

  parley
    .command('restore <folder>')
    .description('make a backup the data folder (DATA_DIR, which must be empty)')
    .option('--incomplete', 'also when files of it are missing or damaged; leaves with 1 and names them')
    .action(async (folder, options) => (await import('./restore.ts')).restore(folder, options))

  parley
    .command('doctor')
    .description('look for what is wrong or will be soon; changes nothing, leaves with 1 when something is')
    .option('--json', 'print JSON and nothing else')
    .action(async (options) => (await import('./doctor.ts')).doctor(options))

  return parley
}

/** What works on the database itself, or through a server that has it open. */
function reachable(command: Command): Command {
  return command
    .option('--url <address>', 'ask this running server instead of opening the database (or PARLEY_URL)')
    .option(
      '--token <token>',
      'an access token of that server (or PARLEY_TOKEN, which no process list shows)',
    )
    .option('--organisation <slug>', 'whose, when the database holds several')
    .option('--json', 'print JSON and nothing else')
}
