// Pictures, by libvips through sharp: opened only after their first bytes said which of four formats they are.
import type sharpModule from 'sharp'

/** Larger pictures are bombs or maps; neither belongs on a screen. */
const MOST_PIXELS = 40_000_000
const THUMBNAIL_EDGE = 480
const SECONDS = 10

let loaded: Promise<typeof sharpModule> | undefined

/** Loaded at the first picture: it costs 27 MB and 80 ms that a server without pictures never owes. */
function loadSharp(): Promise<typeof sharpModule> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<typeof sharpModule> {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  // Of the many formats libvips reads, the ones we serve: each parser less is one that cannot be attacked.
  sharp.block({ operation: ['VipsForeignLoad'] })
  const served = ['Png', 'Jpeg', 'Webp', 'Nsgif'].map((format) => `VipsForeignLoad${format}`)
  sharp.unblock({ operation: served })
  return sharp
}

/** As it is looked at, turned upright; null when it cannot be opened or has too many pixels. Reads only its header. */
export async function readImageSize(path: string): Promise<{ width: number; height: number } | null> {
  const sharp = await loadSharp()
  try {
    const { autoOrient } = await sharp(path, { limitInputPixels: MOST_PIXELS }).metadata()
    return { width: autoOrient.width, height: autoOrient.height }
  } catch {
    // Whatever is wrong with it, it is no picture to us.
    return null
  }
}

/** A small WebP of the picture at `path`; null when it cannot be decoded in time. Animations become their first frame. */
export async function makeThumbnail(path: string | Uint8Array): Promise<Buffer | null> {
  const sharp = await loadSharp()
  try {
    return await sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .autoOrient()
      .resize(THUMBNAIL_EDGE, THUMBNAIL_EDGE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .timeout({ seconds: SECONDS })
      .toBuffer()
  } catch {
    // Cut off or damaged behind its header: it stays a file to download.
    return null
  }
}

/** Of red, green and blue, a byte each. */
export async function pngFrom(pixels: Buffer, { width, height }: Size): Promise<Buffer> {
  const sharp = await loadSharp()
  return await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
}

type Size = { width: number; height: number }
