// Every screen there is, a line each: add yours in the file of its area, and `npm run screens` renders it.
import { around } from './around.ts'
import { chat } from './chat.ts'
import { chatSites } from './chat-sites.ts'
import { composer } from './composer.ts'
import { doors } from './doors.ts'
import { inbox } from './inbox.ts'
import type { Screen } from './screen.ts'
import { settings } from './settings.ts'
import { thread } from './thread.ts'

export const screens: readonly Screen[] = [
  ...doors,
  ...inbox,
  ...thread,
  ...composer,
  ...around,
  ...settings,
  ...chat,
  ...chatSites,
]
