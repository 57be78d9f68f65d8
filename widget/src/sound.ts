/** Two short notes, made here: no file is fetched. Browsers are silent until somebody touched the page, which is right. */
export function playSound(): void {
  try {
    const context = new AudioContext()
    const volume = context.createGain()
    volume.connect(context.destination)
    for (const [at, pitch] of [
      [0, 660],
      [0.12, 880],
    ] as const) {
      const note = context.createOscillator()
      note.frequency.value = pitch
      note.connect(volume)
      note.start(context.currentTime + at)
      note.stop(context.currentTime + at + 0.1)
    }
    volume.gain.setValueAtTime(0.08, context.currentTime)
    volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.3)
    setTimeout(() => void context.close(), 1_000)
  } catch {
    // No sound on this machine.
  }
}
