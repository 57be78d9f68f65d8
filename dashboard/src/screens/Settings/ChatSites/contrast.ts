/** The one of black and white that stands on a colour `#rrggbb`, as the server chooses it, and its ratio by WCAG 2.2. */
export function inkOn(colour: string): { ink: '#000000' | '#ffffff'; ratio: number } {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  const [white, black] = [1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05]
  return white > black ? { ink: '#ffffff', ratio: white } : { ink: '#000000', ratio: black }
}
