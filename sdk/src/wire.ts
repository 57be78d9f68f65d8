// What the manage API says on the wire, published here so that the SDK has no dependency; wire.test.ts holds
// it equal to the server's own words.

export * from './wire/account.ts'
export * from './wire/company.ts'
export * from './wire/contact.ts'
export * from './wire/conversation.ts'
export * from './wire/credential.ts'
export * from './wire/event.ts'
export * from './wire/file.ts'
export * from './wire/macro.ts'
export * from './wire/message.ts'
export * from './wire/organisation.ts'
export * from './wire/own.ts'
export * from './wire/presence.ts'
export * from './wire/site.ts'
export * from './wire/team.ts'
export * from './wire/view.ts'
