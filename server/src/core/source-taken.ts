import { DomainError } from './errors.ts'

/** Of a ticket, a reply, a company or a contact; `number` is that of the ticket which has it. */
export function sourceTaken(facts: { number?: string } = {}): DomainError {
  return new DomainError('conflict', 'source specific id already exists', facts)
}
