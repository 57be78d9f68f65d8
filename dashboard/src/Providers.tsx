import { DirectionProvider, MantineProvider } from '@mantine/core'
import 'virtual:mantine.css'
import 'virtual:theme.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { PropsWithChildren, ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from './api/problem.ts'
import { schemeKeeper, wearAppearance } from './person/appearance.ts'
import { theme } from './theme.ts'

/** What one's own mistake caused is not tried again; what the way there caused is, twice. */
const retry = (failures: number, error: Error) =>
  failures < 2 && (!(error instanceof Problem) || error.status === 0 || error.status >= 500)

const queries = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 15_000 } } })

const keeper = schemeKeeper()
/** Nobody should see the page in one language first and then in another. */
export const dressed = wearAppearance()

export function Providers({ children }: PropsWithChildren): ReactElement {
  // Drawn anew in another language, which has turned the page by then.
  useTranslation()
  const direction = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
        colorSchemeManager={keeper}
      >
        <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  )
}
