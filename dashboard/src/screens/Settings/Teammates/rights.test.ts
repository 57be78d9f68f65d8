import { describe, expect, it } from 'vitest'
import { any, rightsOver, rolesToGive } from './rights.ts'

const owner = { id: 'o', role: 'owner', second_factor: true } as const
const admin = { id: 'a', role: 'admin', second_factor: false } as const
const agent = { id: 'g', role: 'agent', second_factor: true } as const

describe('what is offered over a teammate', () => {
  it('is nothing over oneself, whoever one is', () => {
    for (const me of [owner, admin, agent]) expect(any(rightsOver(me, me))).toBe(false)
  })

  it('is nothing to agents', () => {
    for (const whom of [owner, admin]) expect(any(rightsOver(agent, whom))).toBe(false)
    expect(rolesToGive(agent)).toEqual([])
  })

  it('is everything but owners to an admin', () => {
    expect(any(rightsOver(admin, owner))).toBe(false)
    expect(rightsOver(admin, agent)).toEqual({ roles: ['admin'], disable: true, resetSecondFactor: true })
    expect(rolesToGive(admin)).toEqual(['admin', 'agent'])
  })

  it('is everything to an owner, and no reset where there is no second factor', () => {
    const rights = { roles: ['owner', 'agent'], disable: true, resetSecondFactor: false }
    expect(rightsOver(owner, admin)).toEqual(rights)
    expect(rightsOver({ id: 'p', role: 'owner' }, owner).roles).toEqual(['admin', 'agent'])
    expect(rolesToGive(owner)).toEqual(['owner', 'admin', 'agent'])
  })
})
