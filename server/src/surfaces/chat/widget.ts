import { opennessAt } from '../../core/office-hours/office-hours.ts'
import { textColourOn } from '../../core/sites/site.ts'
import type { Answer, Call } from '../../http/surface.ts'
import { REPLY_FILES } from '../../http/take-files.ts'
import type { Site } from './auth.ts'
import type { WidgetBody } from './wire.ts'

/** `GET /chat/widget`: what a widget shows before anybody writes; the published config stays as it is published. */
export async function widget({ core, caller }: Call<Site, undefined, undefined, undefined>): Promise<Answer> {
  const { name, greeting, appearance, officeHours } = caller
  const { colour, position, offset, launcher, texts } = appearance
  const openness = officeHours && opennessAt(officeHours, core.now())
  const body: WidgetBody = {
    name,
    greeting,
    appearance: { colour, text_colour: textColourOn(colour), position, offset, launcher, texts },
    office_hours: openness && { open: openness.open, changes_at: openness.changesAt },
    files: { most: REPLY_FILES.most, max_bytes: REPLY_FILES.maxBytes },
  }
  return { status: 200, body }
}
