/** What the company of the sample sells, so that nobody writes about the lid of a lamp. */
export const PRODUCTS = {
  kettle: ['Tern kettle', 'Tern Mini'],
  lamp: ['Lark lamp', 'Lark Pro'],
  connected: ['Osprey thermostat', 'Wren doorbell', 'Lark Pro'],
  anything: ['Tern kettle', 'Tern Mini', 'Lark lamp', 'Lark Pro', 'Osprey thermostat', 'Wren doorbell'],
} as const

export type ProductKind = keyof typeof PRODUCTS
export const PRODUCT_KINDS = ['kettle', 'lamp', 'connected', 'anything'] as const
