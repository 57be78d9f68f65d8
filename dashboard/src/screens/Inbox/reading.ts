// What is needed to read a conversation, and not for the list: a file of its own.
export { ContextPane } from './context/ContextPane.tsx'
export { Thread } from './thread/Thread.tsx'
