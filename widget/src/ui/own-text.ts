import { useView } from './view.ts'

/** What the site's people wrote instead, in this language, or in the one their visitors mostly speak. */
export function useOwnText(name: string, otherwise: string): string {
  const { site, locale } = useView()
  const { texts } = site.appearance
  const region = Object.keys(texts).find((key) => key.toLowerCase().split('-')[0] === locale.split('-')[0])
  return (region && texts[region]?.[name]) || otherwise
}
