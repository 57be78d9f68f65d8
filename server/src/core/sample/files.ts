// Files of the sample workspace, made here: small, real, and kept as any upload is.
import { Readable } from 'node:stream'
import type { Blobs } from '../../blobs/blobs.ts'
import { pngFrom } from '../attachments/images.ts'
import { inspectFile } from '../attachments/inspect.ts'
import type { PastFile } from '../conversations/imports/past-entries.ts'
import type { Random } from './random.ts'

const MOST_BYTES = 1024 * 1024

/** A function that makes and keeps the file of a name. */
export function fileMaker(blobs: Blobs, random: Random): (filename: string) => Promise<PastFile> {
  return async (filename) => {
    const bytes = await contents(filename, random)
    const staged = await blobs.stage(Readable.from([bytes], { objectMode: false }), { maxBytes: MOST_BYTES })
    try {
      const inspected = await inspectFile(staged)
      await staged.keep()
      return { state: 'stored', sha256: staged.sha256, byte_size: staged.size, filename, ...inspected }
    } finally {
      await staged.discard()
    }
  }
}

async function contents(filename: string, random: Random): Promise<Buffer> {
  const serial = random.between(10_000, 99_999)
  if (filename.endsWith('.png')) return await picture(random)
  if (filename.endsWith('.pdf')) return pdf([filename.replace('.pdf', ''), `No. HR-${serial}`, 'Parley Demo'])
  if (filename.endsWith('.csv')) return Buffer.from(table(random))
  const rows = Array.from(
    { length: 12 },
    (_, row) => `${String(row).padStart(2, '0')} sensor=${random.between(18, 99)} ok`,
  )
  return Buffer.from(`device HR-${serial}\n${rows.join('\n')}\n`)
}

const [WIDTH, HEIGHT] = [480, 360]
type Colour = readonly [red: number, green: number, blue: number]

/** A still life, pixel by pixel: a wall, a table, some balls on it and the light from the left. */
async function picture(random: Random): Promise<Buffer> {
  const colour = (low: number, high: number): Colour => [
    random.between(low, high),
    random.between(low, high),
    random.between(low, high),
  ]
  const [wall, table] = [colour(170, 235), colour(90, 160)]
  const balls = Array.from({ length: 4 }, () => {
    const radius = random.between(24, 70)
    return { x: random.between(60, WIDTH - 60), y: 290 - radius, radius, colour: colour(40, 220) }
  })
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const ball = balls.find((each) => Math.hypot(x - each.x, y - each.y) <= each.radius)
      const base = ball?.colour ?? (y < 270 ? wall : table)
      const light = ball
        ? 1.25 - Math.hypot(x - ball.x + 12, y - ball.y + 18) / ball.radius / 1.6
        : 1.1 - x / WIDTH / 3
      for (let channel = 0; channel < 3; channel++)
        pixels[(y * WIDTH + x) * 3 + channel] = Math.max(0, Math.min(255, (base[channel] ?? 0) * light))
    }
  return await pngFrom(pixels, { width: WIDTH, height: HEIGHT })
}

function table(random: Random): string {
  const rows = Array.from(
    { length: 40 },
    (_, n) => `HR-${10_000 + n},Room ${n + 1},${random.between(0, 3)},${random.between(170, 235) / 10}`,
  )
  return `serial,room,floor,temperature\n${rows.join('\n')}\n`
}

/** One page with a few lines of text, with a right cross-reference table. */
function pdf(lines: string[]): Buffer {
  const text = lines.map((line) => `(${line.replace(/[^\w .-]/g, '')}) Tj 0 -28 Td`).join('\n')
  const content = `BT /F1 20 Tf 72 740 Td\n${text}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const start = file.length
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}
