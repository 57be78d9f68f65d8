import type { Auth } from './surface.ts'

/** No credential: what everybody may read. */
export const anybody: Auth<null> = {
  kind: 'none',
  schemes: [],
  refuses: {},
  authenticate: async (_, request) => ({ caller: null, bucket: request.ip }),
}
