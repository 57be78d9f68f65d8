const WIDEST = 264
const TALLEST = 148
const NARROWEST = 152
const LOWEST = 72

export type Box = { width: number; height: number }

/**
 * The place of a thumbnail, known before it is there so that nothing moves when it comes: the picture whole and never
 * larger than it is, in a frame with room for a caption.
 */
export function frameOf({ width, height }: Box): { frame: Box; picture: Box } {
  const scale = Math.min(1, WIDEST / width, TALLEST / height)
  const picture = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
  return {
    picture,
    frame: { width: Math.max(NARROWEST, picture.width), height: Math.max(LOWEST, picture.height) },
  }
}
