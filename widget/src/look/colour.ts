// What the site's colour becomes: something one can read on, and something one can read. Ratios are those of WCAG 2.2.

export type Rgb = readonly [red: number, green: number, blue: number]

/** Text and what stands on it. */
export const READABLE = 4.5
/** Shapes and what they stand on. */
const VISIBLE = 3
const WHITE: Rgb = [255, 255, 255]
const INK: Rgb = [21, 29, 34]
const BLACK: Rgb = [0, 0, 0]
/** Grounds of the panel, as in style/tokens.css. */
const SHEETS = { light: WHITE, dark: [22, 27, 31] } as const
/** Of answers; what can be read on these can be read on the sheet. */
const BUBBLES = { light: [234, 237, 239], dark: [39, 45, 50] } as const

/** `#rgb` or `#rrggbb`; anything else is nobody's colour. */
export function parseColour(text: string | null | undefined): Rgb | null {
  const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text?.trim() ?? '')?.[1]
  if (!digits) return null
  const six = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits
  const value = Number.parseInt(six, 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

export function cssColour(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number] // as long as it was
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

export function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** White where it can be read, else ink; on what is too dark for ink and too light for white, black. */
export function inkOn(ground: Rgb): Rgb {
  return [WHITE, INK].find((ink) => contrast(ink, ground) >= READABLE) ?? BLACK
}

/** Nearer and nearer to the other end of grey, in steps nobody sees, until it stands out enough. */
function until(colour: Rgb, ground: Rgb, ratio: number): Rgb {
  const end = luminance(ground) > 0.18 ? 0 : 255
  let step = colour
  for (let share = 0; contrast(step, ground) < ratio && share <= 1; share += 0.02)
    step = colour.map((part) => Math.round(part + (end - part) * share)) as unknown as Rgb // as long as it was
  return step
}

export type Brand = { brand: string; onBrand: string; brandInk: string }

/** The three colours of a site in one scheme: a fill, what is written on it, and the same hue as text on sheet and bubbles. */
export function brandColours(colour: Rgb, scheme: 'light' | 'dark'): Brand {
  const sheet = SHEETS[scheme]
  const brand = until(colour, sheet, VISIBLE)
  return {
    brand: cssColour(brand),
    onBrand: cssColour(inkOn(brand)),
    brandInk: cssColour(until(colour, BUBBLES[scheme], READABLE)),
  }
}
