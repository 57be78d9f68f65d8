/** What a browser calls itself, as far as a person needs it to know it again. */
export type Device = { browser: string | null; system: string | null; handheld: boolean }

// In this order: most browsers also name those they descend from.
const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\/|EdgiOS\//, 'Edge'],
  [/\bOPR\/|Opera/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bFirefox\/|FxiOS\//, 'Firefox'],
  [/\b(Headless)?Chrome\/|CriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
]
const systems: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
]

export function deviceOf(userAgent: string | null): Device {
  const named = (of: readonly [RegExp, string][]) =>
    of.find(([shape]) => shape.test(userAgent ?? ''))?.[1] ?? null
  return {
    browser: named(browsers),
    system: named(systems),
    handheld: /iPhone|Android.*Mobile/.test(userAgent ?? ''),
  }
}
