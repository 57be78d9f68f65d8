// The pages of settings, in the order of the side list. The frame draws the list and loads what is opened.
import type { ComponentType } from 'react'
import type { Role } from '../../api/team.ts'
import type { IconName } from '../../ui/icon-paths.ts'

export type SettingsGroup = 'you' | 'workspace' | 'integrations'

export type SettingsPage = {
  /** Behind `/settings/`. */
  path: string
  /** In the area `settings`. */
  labelKey: string
  icon: IconName
  group: SettingsGroup
  /** For whom it is; left out: for everybody. */
  roles?: readonly Role[]
  load(): Promise<{ default: ComponentType }>
}

const administrators: readonly Role[] = ['owner', 'admin']

export const settingsPages: readonly SettingsPage[] = [
  {
    path: 'profile',
    labelKey: 'profile.title',
    icon: 'user',
    group: 'you',
    load: () => import('./Profile/Profile.tsx'),
  },
  {
    path: 'security',
    labelKey: 'security.title',
    icon: 'shield',
    group: 'you',
    load: () => import('./Security/Security.tsx'),
  },
  {
    path: 'sessions',
    labelKey: 'sessions.title',
    icon: 'monitor',
    group: 'you',
    load: () => import('./Sessions/Sessions.tsx'),
  },
  {
    path: 'access-tokens',
    labelKey: 'tokens.title',
    icon: 'terminal',
    group: 'you',
    load: () => import('./AccessTokens/AccessTokens.tsx'),
  },
  {
    path: 'organisation',
    labelKey: 'organisation.title',
    icon: 'building',
    group: 'workspace',
    roles: administrators,
    load: () => import('./Organisation/Organisation.tsx'),
  },
  {
    path: 'teammates',
    labelKey: 'team.title',
    icon: 'users',
    group: 'workspace',
    load: () => import('./Teammates/Teammates.tsx'),
  },
  {
    path: 'macros',
    labelKey: 'macros.title',
    icon: 'macro',
    group: 'workspace',
    load: () => import('./Macros/Macros.tsx'),
  },
  {
    path: 'audit-log',
    labelKey: 'audit.title',
    icon: 'history',
    group: 'workspace',
    roles: administrators,
    load: () => import('./AuditLog/AuditLog.tsx'),
  },
  {
    path: 'chat-sites',
    labelKey: 'sites.title',
    icon: 'chat',
    group: 'integrations',
    roles: administrators,
    load: () => import('./ChatSites/ChatSites.tsx'),
  },
  {
    path: 'api-keys',
    labelKey: 'keys.title',
    icon: 'key',
    group: 'integrations',
    roles: administrators,
    load: () => import('./ApiKeys/ApiKeys.tsx'),
  },
]
